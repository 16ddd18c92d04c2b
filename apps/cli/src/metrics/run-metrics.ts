import type { LoopEvent, PoolEvent } from '@gcepool/core';
import type { ApiAnswer } from '@gcepool/gce';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Page } from '../health-server.ts';
import type { Healthy } from '../kubernetes/backends-annotation.ts';
import type { Cluster } from '../kubernetes/cluster.ts';

/** How things are when Prometheus asks. */
export interface RunState {
  /** What the last run was of; absent before. */
  readonly cluster: Pick<Cluster, 'ports' | 'refused' | 'nodes'> | undefined;
  readonly isLeader: boolean;
  /** Of the ports whose health was read. */
  readonly health: Iterable<Healthy>;
}

const NO_COUNTERS = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

/** What a command that keeps reconciling has to tell Prometheus. Names are by its conventions. */
export class RunMetrics {
  readonly #registry = new Registry();
  readonly #runs: Counter<'result'>;
  readonly #duration: Histogram;
  readonly #lastSuccess: Gauge;
  readonly #waiting: Gauge;
  readonly #calls: Counter<'method' | 'code'>;
  readonly #retries: Counter<'method'>;
  readonly #retryPauses: Counter<'method'>;
  readonly #steps: Counter<'collection' | 'verb' | 'outcome'>;
  readonly #drifts: Counter<'collection'>;
  readonly #wanted: Gauge;
  readonly #refused: Gauge;
  readonly #nodes: Gauge;
  readonly #endpoints: Gauge;
  readonly #healthy: Gauge;
  readonly #leader: Gauge;
  readonly #now: () => number;
  #startedAt = 0;

  /** @param now the time of the loop, in milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
    const registers = [this.#registry];
    const counter = <L extends string>(name: string, help: string, labelNames: L[]): Counter<L> =>
      new Counter({ name: `gcepool_${name}`, help, labelNames, registers });
    const gauge = (name: string, help: string): Gauge => new Gauge({ name: `gcepool_${name}`, help, registers });
    collectDefaultMetrics({ register: this.#registry });
    // The sums of others by their type, and named as counters are, which they are not.
    for (const name of NO_COUNTERS) this.#registry.removeSingleMetric(name);
    this.#runs = counter('runs_total', 'Runs that have ended, by what became of them.', ['result']);
    this.#duration = new Histogram({
      name: 'gcepool_run_duration_seconds',
      help: 'How long runs took.',
      buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600],
      registers,
    });
    this.#lastSuccess = gauge('last_success_timestamp_seconds', 'When a run succeeded last.');
    this.#waiting = gauge('changes_waiting', 'Changes of the cluster that wait for the next run.');
    this.#calls = counter('compute_requests_total', 'Requests to Compute Engine, by method and HTTP status.', [
      'method',
      'code',
    ]);
    this.#retries = counter('compute_retries_total', 'Calls made again after a failure that passes.', ['method']);
    this.#retryPauses = counter('compute_retry_pause_seconds_total', 'Time waited before calls were made again.', [
      'method',
    ]);
    this.#steps = counter('steps_total', 'Changes of resources, by what became of them.', [
      'collection',
      'verb',
      'outcome',
    ]);
    this.#drifts = counter('drifts_total', 'Resources found to be not as desired.', ['collection']);
    this.#wanted = gauge('ports', 'Ports of Services that are to be served.');
    this.#refused = gauge('refused_items', 'Services and other items that cannot be used.');
    this.#nodes = gauge('nodes', 'Nodes that are to serve.');
    this.#endpoints = gauge('endpoints', 'Members of groups behind ports, of those ports whose health was read.');
    this.#healthy = gauge('endpoints_healthy', 'Those of them that are healthy.');
    this.#leader = gauge('leader', 'Whether this process is the one that writes.');
  }

  /** The text that Prometheus reads, and its type. */
  async page({ isLeader, ...found }: RunState): Promise<Page> {
    this.#leader.set(isLeader ? 1 : 0);
    // What was found in an earlier time in office says nothing of the present, and alerts look at all replicas.
    const { cluster, health } = isLeader ? found : { cluster: undefined, health: [] };
    this.#wanted.set(cluster?.ports.length ?? 0);
    this.#refused.set(cluster?.refused.length ?? 0);
    this.#nodes.set(cluster?.nodes?.length ?? 0);
    const known = [...health];
    this.#endpoints.set(known.reduce((sum, { total }) => sum + total, 0));
    this.#healthy.set(known.reduce((sum, { healthy }) => sum + healthy, 0));
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  /** Something has changed, and a run was asked for. */
  readonly onChange = (): void => this.#waiting.inc();

  readonly onLoopEvent = (event: LoopEvent): void => {
    switch (event.type) {
      case 'runStarted':
        this.#startedAt = this.#now();
        this.#waiting.set(0);
        return;
      case 'runFinished':
        this.#lastSuccess.set(this.#now() / 1_000);
        return this.#ended('success');
      case 'runFailed':
        return this.#ended('failure');
      case 'runCutShort':
        return this.#ended('cut_short');
      case 'stoodBy':
      case 'stopped':
        return undefined;
    }
  };

  readonly onPoolEvent = (event: PoolEvent): void => {
    switch (event.type) {
      case 'callRetried':
        this.#retries.inc({ method: event.method });
        this.#retryPauses.inc({ method: event.method }, event.pauseMs / 1_000);
        return;
      case 'driftFound':
        this.#drifts.inc({ collection: event.step.collection });
        return;
      case 'stepFinished': {
        const { step, outcome } = event.outcome;
        this.#steps.inc({ collection: step.collection, verb: step.verb, outcome });
        return;
      }
      case 'planned':
      case 'stepStarted':
    }
  };

  readonly onAnswer = ({ method, status }: ApiAnswer): void => this.#calls.inc({ method, code: String(status) });

  #ended(result: string): void {
    this.#runs.inc({ result });
    this.#duration.observe((this.#now() - this.#startedAt) / 1_000);
  }
}
