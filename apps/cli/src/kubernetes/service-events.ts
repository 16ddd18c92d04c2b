import type { Namer, Outcome, Step } from '@gcepool/core';
import { lastSegment, messageOf } from '@gcepool/core/internal';
import type { ServiceEvent } from '@gcepool/kubernetes';
import { oneLine } from '../one-line.ts';
import { ownBackend } from '../pool/own-backends.ts';
import type { Cluster } from './cluster.ts';

/** An event, and the Service that it is of: `namespace/name`. */
export type EventOfService = ServiceEvent & { readonly service: string };

/** What a run says of the Services of a cluster. */
export function serviceEvents(
  { ports, refused, remarks }: Pick<Cluster, 'ports' | 'refused' | 'remarks'>,
  outcomes: readonly Outcome[],
  namer: Namer,
): readonly EventOfService[] {
  const byNodePort = new Map(ports.map((port) => [port.nodePort, port.service]));
  const served = new Set(ports.map(({ service }) => service));
  return [
    ...refused.flatMap(({ services = [], problem }) =>
      services.map((service): EventOfService => ({ service, type: 'Warning', reason: 'Rejected', message: problem })),
    ),
    ...remarks.flatMap(({ about, message, isLeftOut }): EventOfService[] => {
      // Of Services that have nothing to do with the pool nothing is said.
      const service = about.replace(/:[^/]*$/, '');
      const reason = isLeftOut ? 'NotServed' : 'Noted';
      return served.has(service) ? [{ service, type: 'Normal', reason, message: `${about} ${message}` }] : [];
    }),
    ...outcomes.flatMap((outcome) => {
      const event = eventOf(outcome);
      const services = new Set(servicesOf(outcome.step, byNodePort, namer));
      return event === undefined ? [] : [...services].map((service) => ({ ...event, service }));
    }),
  ];
}

function servicesOf(step: Step, byNodePort: ReadonlyMap<number, string | undefined>, namer: Namer): readonly string[] {
  // What is deleted is of no port that is wanted; its description says whose it was.
  const was =
    step.collection === 'backendServices' && step.verb === 'delete' ? ownBackend(step.before, namer) : undefined;
  if (was?.service !== undefined) return [was.service.name];
  return step.ports.flatMap((nodePort) => byNodePort.get(nodePort) ?? []);
}

function eventOf(outcome: Outcome): ServiceEvent | undefined {
  const { step } = outcome;
  const what = `${step.collection}/${lastSegment(step.resource)}`;
  switch (outcome.outcome) {
    case 'failed':
      return { type: 'Warning', reason: 'Failed', message: oneLine(messageOf(outcome.error)) };
    case 'inUse':
      return {
        type: 'Warning',
        reason: 'InUse',
        message: `${what} is still used, and stays: ${oneLine(messageOf(outcome.refusal ?? 'something else refers to it'))}`,
      };
    case 'done':
    case 'adopted': {
      // Groups are those of all Services.
      if (step.collection !== 'backendServices') return undefined;
      const reason = DONE[step.verb];
      return { type: 'Normal', reason, message: `${what}: ${step.reason}` };
    }
    case 'absent':
    case 'skipped':
      return undefined;
  }
}

const DONE = {
  create: 'BackendCreated',
  update: 'BackendUpdated',
  delete: 'BackendDeleted',
  setSecurityPolicy: 'SecurityPolicySet',
} as const;
