import type { BackendService } from '@gcepool/api';
import type { ApplyOptions, BackendPool } from './backend-pool.ts';
import type { BackendPoolOptions } from './backend-pool-options.ts';
import { Caller } from './calls/caller.ts';
import { StoppedError } from './calls/stopped-error.ts';
import { diagnoseHealth } from './health/diagnose-health.ts';
import { executePoolPlan } from './execute/execute-pool-plan.ts';
import { trialCalls } from './execute/perform.ts';
import { readHealth, readStatus } from './health/service-health.ts';
import type { ServiceHealth } from './health/service-health.ts';
import { InMemorySnapshotter } from './in-memory-snapshotter.ts';
import { SerialQueue } from './calls/serial-queue.ts';
import { toDelete, toKeep, toReconcile, toServe, toShutDown } from './plan/intent.ts';
import type { Intent, RemovalOptions } from './plan/intent.ts';
import { observedAfter } from './execute/observed-after.ts';
import { Observer } from './observe/observer.ts';
import { needsNoObservation, observationScope } from './plan/observation-scope.ts';
import { observe } from './observe/observe.ts';
import { EVERY_PORT, membersStayUntil } from './execute/members-stay-until.ts';
import type { NodePool } from './nodes/node-pool.ts';
import { lacksFingerprint } from './plan/lacks-fingerprint.ts';
import { noteRemovals } from './plan/note-removals.ts';
import { readPoolHealth } from './health/pool-health.ts';
import type { PortHealth } from './health/pool-health.ts';
import { collaboratorsFor } from './pool-collaborators.ts';
import type { PoolCollaborators } from './pool-collaborators.ts';
import { poolNodes } from './pool-nodes.ts';
import { checkedPlan, planConflicts, PlanOutdatedError } from './plan/pool-plan.ts';
import type { PoolPlan } from './plan/pool-plan.ts';
import { emptyPlan, planForIntent, plannerMemory } from './plan/plan-for-intent.ts';
import { Rivalry } from './plan/rivalry.ts';
import { planOf } from './plan/step.ts';
import { groupOperations } from './plan/undoer.ts';
import { withWatches } from './plan/with-watches.ts';
import { Trials } from './trials/trials.ts';
import { RejectedPortError } from './ports/rejected-port-error.ts';
import { all, only, settled } from './done.ts';
import type { Done } from './done.ts';
import { portsInUse, portErrors } from './execute/report.ts';
import type { Report } from './execute/report.ts';
import { nodePortOf, readPort } from './ports/read-ports.ts';
import type { ServicePort } from './ports/service-port.ts';
import type { Snapshotter } from './snapshotter.ts';
import type { PoolStep } from './plan/step.ts';

type GivenPort = ServicePort | number;

/**
 * The backend pool: a thin layer over observe, plan and execute. Changes of one pool run one after the other. Each method
 * that makes changes has a counterpart that only plans them.
 */
export class Backends implements BackendPool {
  readonly #options: BackendPoolOptions;
  readonly #caller: Caller;
  readonly #callsFor: (step?: PoolStep) => PoolCollaborators;
  readonly #snapshotter: Snapshotter;
  readonly #observer: Observer;
  readonly #memory = plannerMemory();
  readonly #rivalry: Rivalry;
  readonly #changes = new SerialQueue();
  readonly #nodes: NodePool;
  readonly #trials: Trials;
  /** Until what no member leaves its group; absent where members may leave. */
  #keepsUntil: string | undefined;

  /** @throws RejectedPortError where an ignored port is no port. */
  constructor(options: BackendPoolOptions) {
    for (const port of options.ignorePorts ?? []) nodePortOf(Number(port));
    this.#options = options;
    this.#caller = options.caller ?? new Caller(options);
    this.#callsFor = collaboratorsFor(options, this.#caller);
    const operationsOf = groupOperations(() => this.#callsFor().nodePool);
    this.#nodes = poolNodes(options, () => this.#callsFor().backendServices, this.#memory, {
      keeps: () => this.#keepsUntil,
      rivalry: new Rivalry({ ...options, operationsOf }),
    });
    this.#snapshotter = options.snapshotter ?? new InMemorySnapshotter();
    this.#observer = new Observer(options);
    this.#rivalry = new Rivalry({ ...options, operationsOf });
    const unstopped = collaboratorsFor(options, this.#caller.unstopped());
    this.#trials = new Trials({ ...options, last: (region) => trialCalls(region, unstopped()) });
  }

  /**
   * The pool's instance groups and their members: `pool.nodes.sync(nodes)`. What serves is removed when what replaces it is
   * healthy (`healthyWithinMs`). After a run that could not link every port to all groups, or has put a health check back, nodes
   * are added and none removed, unless by force.
   */
  get nodes(): NodePool {
    return this.#nodes;
  }

  add(port: GivenPort): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => only(await this.#run(toServe('add', [readPort(port)]))));
  }

  async get(port: GivenPort): Promise<BackendService> {
    const nodePort = nodePortOf(port);
    const service = await this.#begin().backendServices.getBackendService(this.#options.namer.backend(nodePort));
    this.#snapshotter.add(String(nodePort));
    return service;
  }

  delete(port: GivenPort): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => {
      const done = await this.#run(toDelete(port));
      const [inUse] = portsInUse(done.report);
      if (inUse !== undefined) throw inUse;
      return only(done);
    });
  }

  sync(ports: readonly GivenPort[]): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => all(await this.#run(toServe('sync', ports))));
  }

  gc(ports: readonly GivenPort[], options?: RemovalOptions): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => all(await this.#run(toKeep(ports, options))));
  }

  reconcile(ports: readonly GivenPort[], options?: RemovalOptions): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => all(await this.#run(toReconcile(ports, options))));
  }

  shutdown(options?: RemovalOptions): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => all(await this.#run(toShutDown(options))));
  }

  /**
   * Sees the trials of health checks to their end that runs have left (`leavesTrials`).
   *
   * @throws AggregateError of one `PortError` for each port whose health check was put back.
   */
  endTrials(): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => {
      this.#caller.renewPatience();
      const planned = planOf<PoolStep>([this.#trials.open]);
      const report = await executePoolPlan(planned, this.#callsFor, this.#options, this.#trials.ending());
      return settled(report, []);
    });
  }

  /** How soon to look again at what runs have left on trial, in milliseconds; `undefined` where nothing is. */
  get trialsDueInMs(): number | undefined {
    return this.#trials.dueInMs;
  }

  plan(ports: readonly GivenPort[], options?: RemovalOptions): Promise<PoolPlan> {
    return this.#plan(toReconcile(ports, options));
  }

  apply(given: PoolPlan, { replan = false }: ApplyOptions = {}): Promise<Report<PoolStep>> {
    return this.#changes.run(async () => {
      this.#begin();
      const planned = checkedPlan(given, this.#options.namer.clusterName);
      const conflicts = planConflicts(planned, (await this.#observe(planned.intent, true)).observation);
      if (conflicts.length > 0 && !replan) throw new PlanOutdatedError(conflicts);
      if (conflicts.length > 0) return all(await this.#run(planned.intent));
      this.#rememberServed(planned.intent);
      return all(await this.#execute(planned));
    });
  }

  status(name: string): Promise<string> {
    return readStatus(this.#begin().backendServices, name);
  }

  /** Health of every group of the backend service of this name. @throws CloudError where it cannot be read. */
  health(name: string): Promise<ServiceHealth> {
    return readHealth(this.#begin().backendServices, name);
  }

  /**
   * The same, and for groups where not all members are healthy also why, as far as that can be known: one more call for each
   * such group, one for the health check, and one for the firewall rules.
   */
  diagnose(name: string): Promise<ServiceHealth> {
    const { backendServices, nodePool, healthChecker } = this.#begin();
    return diagnoseHealth(backendServices, nodePool, healthChecker, name);
  }

  /**
   * Health of all ports of the pool, or of the given ones, with the reasons where not all is well. A port without a backend
   * service is left out.
   *
   * @throws CloudError where the backend services cannot be listed; RejectedPortError where one of the given is no port.
   */
  async healthOfAll(ports?: readonly GivenPort[]): Promise<PortHealth[]> {
    const { backendServices, nodePool, healthChecker } = this.#begin();
    const { namer, regions, concurrency } = this.#options;
    const nodePorts = ports?.map((port) => nodePortOf(port));
    return readPoolHealth(backendServices, nodePool, healthChecker, { namer, nodePorts, regions, concurrency });
  }

  list(): Promise<BackendService[]> {
    return this.#begin().backendServices.listBackendServices();
  }

  /** What {@link sync} would do for the ports that can be served; `rejected` are those that cannot. */
  async planSync(ports: readonly GivenPort[]): Promise<PoolPlan & { readonly rejected: readonly RejectedPortError[] }> {
    const planned = await this.#plan(toServe('sync', ports));
    const rejected = planned.refused.map(({ nodePort, message }) => new RejectedPortError(nodePort, message));
    return { ...planned, rejected };
  }

  /** What {@link gc} would do. @throws like it. */
  async planGc(ports: readonly GivenPort[], options?: RemovalOptions): Promise<PoolPlan> {
    return this.#plan(toKeep(ports, options));
  }

  /** What {@link delete} would do. */
  async planDelete(port: GivenPort): Promise<PoolPlan> {
    return this.#plan(toDelete(port));
  }

  /** What {@link shutdown} would do. */
  async planShutdown(options?: RemovalOptions): Promise<PoolPlan> {
    return this.#plan(toShutDown(options));
  }

  async #run(intent: Intent): Promise<Done> {
    if (this.#options.stop?.aborted) throw new StoppedError();
    // Before any change: gc must know of resources that are only partly created.
    this.#rememberServed(intent);
    try {
      return await this.#execute(await this.#plan(intent));
    } catch (error) {
      // What cannot be read may be anything.
      if (intent.serve.length > 0) this.#keepsUntil = EVERY_PORT;
      throw error;
    }
  }

  async #execute(given: PoolPlan): Promise<Done> {
    const { verb, force } = given.intent;
    const isWhole = verb === 'sync' || verb === 'reconcile';
    const planned = isWhole ? withWatches(given, this.#trials.open) : given;
    if (force !== true) await this.#rivalry.mustBeAlone(planned.waves.flat());
    const trials = this.#watchesHealthChecks ? this.#trials : undefined;
    const report = await executePoolPlan(planned, this.#callsFor, this.#options, trials);
    this.#rivalry.learn(report.outcomes);
    const until = membersStayUntil(report) ?? (planned.unreachable === undefined ? undefined : EVERY_PORT);
    // One port says nothing of the others.
    if (until !== undefined || isWhole) this.#keepsUntil = until;
    this.#observer.update((observation) => observedAfter(observation, report.outcomes));
    noteRemovals(this.#memory.removals, planned.intent, report.outcomes, this.#options.clock?.now());
    const remaining = new Set([...portErrors(report), ...portsInUse(report)].map(({ nodePort }) => nodePort));
    // Their health checks stay, until a later run has taken them out of all groups.
    if (planned.unreachable !== undefined && this.#options.namedPorts === 'prune') return { planned, report };
    for (const { step } of report.outcomes) {
      if (step.verb !== 'delete') continue;
      for (const nodePort of step.ports) if (!remaining.has(nodePort)) this.#snapshotter.delete(String(nodePort));
    }
    return { planned, report };
  }

  get #watchesHealthChecks(): boolean {
    const { healthyWithinMs, clock } = this.#options;
    return healthyWithinMs !== false && clock?.sleep !== undefined;
  }

  /** The calls of a piece of work that begins: what there was to outlast before does not count. */
  #begin(): PoolCollaborators {
    this.#caller.renewPatience();
    return this.#callsFor();
  }

  async #plan(intent: Intent): Promise<PoolPlan> {
    this.#begin();
    const touched = [...(await this.#snapshotter.snapshot())].map(Number);
    if (needsNoObservation(intent, touched, this.#options)) return emptyPlan(intent, this.#options);
    const input = { intent, touched, memory: this.#memory, watchesHealthChecks: this.#watchesHealthChecks };
    const { observation, isFresh } = await this.#observe(intent, false);
    const planned = planForIntent({ ...input, observation }, this.#options);
    if (isFresh || !planned.waves.flat().some((step) => lacksFingerprint(step))) return planned;
    const fresh = await this.#observe(intent, true);
    return planForIntent({ ...input, observation: fresh.observation }, this.#options);
  }

  #observe(intent: Intent, mustBeFresh: boolean): ReturnType<Observer['read']> {
    const { namer } = this.#options;
    const { backendServices, healthChecker, nodePool } = this.#callsFor();
    const { withGroups, ...scope } = observationScope(intent, this.#options, this.#observer.isTrusting);
    const from = { backendServices, healthChecker, ...(withGroups ? { nodePool } : {}) };
    const read = (): ReturnType<typeof observe> => observe(from, namer.instanceGroup(), scope);
    return this.#observer.read(JSON.stringify({ withGroups, ...scope }), read, mustBeFresh);
  }

  #rememberServed({ serve }: Intent): void {
    for (const { nodePort } of serve) this.#snapshotter.add(String(nodePort));
  }
}
