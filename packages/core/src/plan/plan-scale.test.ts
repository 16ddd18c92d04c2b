import { expect, test } from 'vitest';
import { Namer } from '../names/namer.ts';
import { desiredState } from './desired-state.ts';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { NodePortHealthChecker } from '../health/node-port-health-checker.ts';
import type { Observation } from '../observe/observe.ts';
import { plan } from './plan.ts';
import { readPorts } from '../ports/read-ports.ts';

const cloud = new InMemoryCloud();
const namer = new Namer('uid');
const policy = { owner: { cluster: 'uid', adopt: 'by-name' } } as const;
const desiredOf = (count: number) =>
  desiredState(readPorts(Array.from({ length: count }, (_, index) => 20_000 + index)).accepted, {
    namer,
    healthChecker: new NodePortHealthChecker(cloud),
  });

/** An empty cloud of so many zones. */
const emptyOf = (zones: number): Observation => ({
  backendServices: [],
  healthChecks: [],
  instanceGroups: [],
  unreachableZones: [],
  unreachableRegions: [],
  zones: Array.from({ length: zones }, (_, index) => `zone-${index}`).map((name) => ({
    name,
    instanceGroupLink: cloud.link(`zones/${name}/instanceGroups/k8s-ig--uid`),
  })),
});

/** What would be there once the plan is carried out. */
function fulfilled(before: Observation, planned: ReturnType<typeof plan>): Observation {
  const steps = planned.waves.flat();
  return {
    ...before,
    backendServices: steps.flatMap((step) =>
      step.collection === 'backendServices' && step.verb === 'create' ? [{ ...step.after, fingerprint: 'f' }] : [],
    ),
    healthChecks: steps.flatMap((step) =>
      step.collection === 'healthChecks' && step.verb === 'create' ? [step.after] : [],
    ),
    instanceGroups: steps.flatMap((step) =>
      step.collection === 'instanceGroups' && step.verb === 'create'
        ? [{ ...step.after, zone: `zones/${step.zone}`, fingerprint: 'f' }]
        : [],
    ),
  };
}

test.each([
  [1_000, 1],
  [10_000, 3],
  [10_000, 10],
])('%i ports in %i zones: as many steps as there are things to do, and none when they are done', (ports, zones) => {
  const desired = desiredOf(ports);
  const cold = plan(desired, emptyOf(zones), policy);
  expect(cold.waves.map((wave) => wave.length)).toEqual([zones + ports, ports]);
  const steady = fulfilled(emptyOf(zones), cold);
  expect(plan(desired, steady, policy)).toEqual({ waves: [], notices: [] });
});
