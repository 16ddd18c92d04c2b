import type { Namer, Outcome } from '@gcepool/core';
import { messageOf } from '@gcepool/core/internal';
import type { BackendHealth } from '../pool/backend-health.ts';
import { oneLine } from '../one-line.ts';
import type { Cluster } from './cluster.ts';

/** How many nodes of a port are healthy. */
export type Healthy = Pick<BackendHealth, 'healthy' | 'total'>;

/** What is annotated on each Service that has ports to serve, by `namespace/name`: what serves each of them, and how well. */
export function backendsAnnotations(
  { ports }: Pick<Cluster, 'ports'>,
  outcomes: readonly Outcome[],
  health: ReadonlyMap<number, Healthy>,
  namer: Namer,
): ReadonlyMap<string, string> {
  const problems = new Map(
    outcomes.flatMap((outcome) =>
      'error' in outcome ? outcome.step.ports.map((port) => [port, oneLine(messageOf(outcome.error))] as const) : [],
    ),
  );
  const byService = new Map<string, Record<string, object>>();
  for (const { nodePort, service, servicePort } of ports) {
    if (service === undefined) continue;
    const problem = problems.get(nodePort);
    byService.set(service, {
      ...byService.get(service),
      [servicePort ?? nodePort]: {
        backendService: namer.backend(nodePort),
        nodePort,
        ...health.get(nodePort),
        ...(problem !== undefined && { problem }),
      },
    });
  }
  return new Map([...byService].map(([service, backends]) => [service, JSON.stringify(backends)]));
}
