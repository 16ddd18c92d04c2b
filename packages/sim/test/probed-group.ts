import type { SimulatorOptions } from '../src/index.ts';
import { asArray, asObject, asString } from '../src/kernel/json.ts';
import { instance, ZONE } from './machines.ts';
import type { TestProject } from './test-project.ts';
import { testProject } from './test-project.ts';

export const GROUP = `${ZONE}/instanceGroups/g`;
export const SERVICE = 'global/backendServices/b';
export const instancePath = (name: string): string => `projects/p1/${ZONE}/instances/${name}`;

/** Sends a mutation that must be accepted and end well, and moves time no further than to its end. */
export function makeNow(project: TestProject, method: string, path: string, body?: unknown): void {
  const { selfLink } = project.begin(method, path, body);
  project.simulator.clock.runUntil(asString(selfLink));
  const { error } = project.get(asString(selfLink).slice(asString(selfLink).indexOf('/p1/') + '/p1/'.length));
  if (error !== undefined) throw new Error(`${method} ${path} failed: ${JSON.stringify(error)}`);
}

/** Adds an instance to the group. */
export const join = (project: TestProject, name: string): void =>
  makeNow(project, 'POST', `${GROUP}/addInstances`, { instances: [{ instance: `${ZONE}/instances/${name}` }] });

/** Takes an instance out of the group. */
export const leave = (project: TestProject, name: string): void =>
  makeNow(project, 'POST', `${GROUP}/removeInstances`, { instances: [{ instance: `${ZONE}/instances/${name}` }] });

/**
 * A project whose time stands still and whose operations take none, with instances `i` and `j`, the first in group `g`
 * that serves on port 8080, behind service `b`, whose check probes that port every 10 seconds, twice to know.
 */
export function probedGroup(options: SimulatorOptions = {}, check: object = {}, service: object = {}): TestProject {
  const project = testProject({ clock: 'manual', operationLatencyMs: 0, ...options });
  for (const name of ['i', 'j']) makeNow(project, 'POST', `${ZONE}/instances`, instance(name));
  makeNow(project, 'POST', `${ZONE}/instanceGroups`, { name: 'g', namedPorts: [{ name: 'http', port: 8080 }] });
  join(project, 'i');
  makeNow(project, 'POST', 'global/healthChecks', {
    name: 'c',
    type: 'TCP',
    tcpHealthCheck: { port: 8080 },
    checkIntervalSec: 10,
    timeoutSec: 5,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    ...check,
  });
  makeNow(project, 'POST', 'global/backendServices', {
    name: 'b',
    healthChecks: ['global/healthChecks/c'],
    backends: [{ group: GROUP }],
    ...service,
  });
  return project;
}

/** By name of the instance, its health as `getHealth` shows it. */
export function healthOf(project: TestProject): Readonly<Record<string, string>> {
  const answer = project.begin('POST', `${SERVICE}/getHealth`, { group: GROUP });
  const statuses = asArray(answer['healthStatus']).map(asObject);
  return Object.fromEntries(
    statuses.map(({ instance: link, healthState }) => [asString(link).split('/').at(-1), asString(healthState)]),
  );
}
