import { isAlive, isReady } from '@gcepool/core';
import type { Clock, ReconcileLoop } from '@gcepool/core';
import type { OpenCloud } from '../cloud/with-cloud.ts';
import { Failure } from '../failure.ts';
import { serveHealth } from '../health-server.ts';
import type { HealthServer, Page } from '../health-server.ts';
import type { RunMetrics } from '../metrics/run-metrics.ts';

/** Where it is told how a long run is doing; nowhere without a port. */
export interface HealthPlace {
  readonly healthPort?: number;
  readonly healthHost: string;
}

/** What is counted, where somebody can ask for it. */
export async function metricsOf(
  { onAnswer }: Pick<OpenCloud, 'onAnswer'>,
  clock: Clock,
  { healthPort }: HealthPlace,
): Promise<RunMetrics | undefined> {
  if (healthPort === undefined) return undefined;
  const { RunMetrics } = await import('../metrics/run-metrics.ts');
  const metrics = new RunMetrics(() => clock.now());
  onAnswer(metrics.onAnswer);
  return metrics;
}

/** Serves probes of a loop, and its metrics. */
export async function healthServer(
  loop: ReconcileLoop,
  clock: Clock,
  { healthPort: port, healthHost: host }: HealthPlace,
  metrics: (() => Promise<Page>) | undefined,
): Promise<HealthServer | undefined> {
  if (port === undefined) return undefined;
  const document = (): object => {
    const { lastError, ...health } = loop.health;
    return { ...health, ...(lastError instanceof Error && { lastError: lastError.message }) };
  };
  const probes = {
    '/healthz': () => ({ isWell: isAlive(loop.health, clock.now()), document: document() }),
    '/readyz': () => ({ isWell: isReady(loop.health), document: document() }),
  };
  return serveHealth(probes, { port, host }, metrics && { '/metrics': metrics }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(1, `--health-port ${port}: ${reason}; choose another, or 0 for any free one`, { cause: error });
  });
}
