import type { BackendService } from '@gcepool/api';
import type { BackendPool } from './backend-pool.ts';
import type { BackendPoolOptions } from './backend-pool-options.ts';
import { desire, undesire } from './desired.ts';
import type { Desired } from './desired.ts';
import { execute } from './execute.ts';
import { readHealth, readStatus } from './health.ts';
import type { ServiceHealth } from './health.ts';
import { InTurn } from './in-turn.ts';
import { observe } from './observe.ts';
import { perform } from './perform.ts';
import { plan } from './plan.ts';
import type { RejectedPortError } from './port-error.ts';
import { portErrors } from './report.ts';
import type { Report } from './report.ts';
import { nodePortOf, readPort, readPorts } from './service-port.ts';
import type { FullServicePort, ServicePort } from './service-port.ts';
import { snapshotterFor } from './snapshotter-for.ts';
import type { Snapshotter } from './snapshotter.ts';
import { planOf } from './step.ts';
import type { Plan, PoolStep } from './step.ts';

type GivenPort = ServicePort | number;

/**
 * The backend pool: a thin face over observe, plan and execute. Changes of one pool are made one after the other. Each
 * method that changes something has a counterpart that only tells what it would do.
 */
export class Backends implements BackendPool {
  readonly #options: BackendPoolOptions;
  readonly #ignored: ReadonlySet<number>;
  readonly #snapshotter: Snapshotter<BackendService | undefined>;
  readonly #changes = new InTurn();

  /** @throws RejectedPortError where an ignored port is no port. */
  constructor(options: BackendPoolOptions) {
    this.#options = options;
    this.#ignored = new Set((options.ignorePorts ?? []).map((port) => nodePortOf(Number(port))));
    this.#snapshotter = options.snapshotter ?? snapshotterFor(options);
  }

  add(port: GivenPort): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => only(await this.#serve([readPort(port)])));
  }

  async get(port: GivenPort): Promise<BackendService> {
    const nodePort = nodePortOf(port);
    const service = await this.#options.cloud.getBackendService(this.#options.namer.backend(nodePort));
    this.#snapshotter.add(String(nodePort), service);
    return service;
  }

  delete(port: GivenPort): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => only(await this.#remove([nodePortOf(port)], DELETED)));
  }

  sync(ports: readonly GivenPort[]): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => {
      const { accepted, rejected } = readPorts(ports);
      return all(await this.#serve(accepted), rejected);
    });
  }

  gc(ports: readonly GivenPort[]): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => all(await this.#remove(await this.#leftovers(ports), LEFT_OVER)));
  }

  shutdown(): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => all(await this.#remove(await this.#leftovers([]), SHUT_DOWN)));
  }

  status(name: string): Promise<string> {
    return readStatus(this.#options.cloud, name);
  }

  /** Health of every group of the backend service of this name. @throws CloudError where it cannot be read. */
  health(name: string): Promise<ServiceHealth> {
    return readHealth(this.#options.cloud, name);
  }

  list(): Promise<BackendService[]> {
    return this.#options.cloud.listBackendServices();
  }

  /** What {@link sync} would do for the ports that can be served; `rejected` are those that cannot. */
  async planSync(
    ports: readonly GivenPort[],
  ): Promise<Plan<PoolStep> & { readonly rejected: readonly RejectedPortError[] }> {
    const { accepted, rejected } = readPorts(ports);
    return { ...(await this.#planServing(accepted)), rejected };
  }

  /** What {@link gc} would do. @throws like it. */
  async planGc(ports: readonly GivenPort[]): Promise<Plan<PoolStep>> {
    return this.#planRemoval(await this.#leftovers(ports), LEFT_OVER);
  }

  /** What {@link delete} would do. */
  async planDelete(port: GivenPort): Promise<Plan<PoolStep>> {
    return this.#planRemoval([nodePortOf(port)], DELETED);
  }

  /** What {@link shutdown} would do. */
  async planShutdown(): Promise<Plan<PoolStep>> {
    return this.#planRemoval(await this.#leftovers([]), SHUT_DOWN);
  }

  async #serve(ports: readonly FullServicePort[]): Promise<Report<PoolStep>> {
    // Before anything is tried: what is half made must be known to gc.
    for (const { nodePort } of ports) this.#remember(nodePort);
    return this.#execute(await this.#planServing(ports));
  }

  async #remove(nodePorts: readonly number[], why: string): Promise<Report<PoolStep>> {
    const report = await this.#execute(await this.#planRemoval(nodePorts, why));
    const remaining = new Set(portErrors(report).map(({ nodePort }) => nodePort));
    for (const nodePort of nodePorts) if (!remaining.has(nodePort)) this.#snapshotter.delete(String(nodePort));
    return report;
  }

  /** Remembered ports that are neither kept nor ignored, in ascending order. */
  async #leftovers(keep: readonly GivenPort[]): Promise<number[]> {
    const kept = new Set(keep.map((port) => nodePortOf(port)));
    const known = [...(await this.#snapshotter.snapshot()).keys()].map(Number);
    return known.filter((nodePort) => !kept.has(nodePort) && !this.#ignored.has(nodePort)).toSorted((a, b) => a - b);
  }

  #planServing(ports: readonly FullServicePort[]): Promise<Plan<PoolStep>> {
    return this.#plan(desire(ports, this.#options), true);
  }

  #planRemoval(nodePorts: readonly number[], why: string): Promise<Plan<PoolStep>> {
    return this.#plan(undesire(nodePorts, this.#options.namer, why), false);
  }

  async #plan(desired: Desired, withGroups: boolean): Promise<Plan<PoolStep>> {
    if (desired.ports.length + desired.unwanted.length === 0) return planOf([]);
    const { cloud, healthChecker, nodePool, balancing } = this.#options;
    const from = { backendServices: cloud, healthChecker, ...(withGroups ? { nodePool } : {}) };
    return plan(desired, await observe(from, desired.instanceGroup), balancing === undefined ? {} : { balancing });
  }

  #execute(planned: Plan<PoolStep>): Promise<Report<PoolStep>> {
    const { cloud, healthChecker, nodePool, concurrency, onEvent } = this.#options;
    onEvent?.({ type: 'planned', plan: planned });
    return execute(planned, (step) => perform(step, { backendServices: cloud, healthChecker, nodePool }), {
      concurrency,
      onOutcome: (outcome) => onEvent?.({ type: 'stepFinished', outcome }),
    });
  }

  #remember(nodePort: number): void {
    const key = String(nodePort);
    this.#snapshotter.add(key, this.#snapshotter.get(key));
  }
}

const DELETED = 'was asked to be deleted';
const LEFT_OVER = 'is not wanted any more';
const SHUT_DOWN = 'goes with the pool, which is shut down';

/** For a change to a single port: its error as it is. */
function only(report: Report<PoolStep>): Report<PoolStep> {
  const [error] = portErrors(report);
  if (error !== undefined) throw error;
  return report;
}

/** For a change to many ports: one error that holds those of all ports. */
function all(report: Report<PoolStep>, rejected: readonly RejectedPortError[] = []): Report<PoolStep> {
  const errors = [...rejected, ...portErrors(report)];
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'));
  return report;
}
