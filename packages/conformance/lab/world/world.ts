import { type CloudBackendPoolOptions, Namer } from '@gcepool/core';
import type { Simulator } from '@gcepool/sim';
import type { WholeCloud } from '../whole-cloud.ts';
import { canonical } from '../../src/history/resource.ts';
import { inProcessCloud } from '../in-process-cloud.ts';
import { breachOf, isMutation } from './call-laws.ts';
import { Controller, type DesiredState, type Run } from './controller.ts';
import { runEdit, spoiltBy, type Trace } from './manual-edit.ts';
import { type PoolLaw, PoolLawBrokenError } from './pool-laws.ts';
import { seededClock } from './seeded-clock.ts';
import { type Inventory, takeInventory } from './inventory.ts';
import { lostEndpoints, type ReadNow, servingEndpoints, type ServingEndpoints } from './serving-endpoints.ts';
import type { CallScheduler } from './call-scheduler.ts';
import { deleteInstance, FOUND_OUT_MS, simulatorOfWorld } from './world-simulator.ts';
import { insertInstances } from '../simulated-cloud.ts';
import { type Cluster, CONTROLLERS, type Edit, type ControllerId, type RIVAL } from './world-event.ts';

/** How a world differs from a sound one. */
export interface WorldOptions {
  /** Breaks the cloud that controllers see. */
  readonly breakCloud?: (sound: WholeCloud) => Partial<WholeCloud>;
  /** Options of the controllers' pools. */
  readonly pool?: Partial<CloudBackendPoolOptions>;
  /** Laws of single requests that are not looked at, to see what comes of breaking them. */
  readonly without?: readonly PoolLaw[];
}

interface KnownTrace extends Trace {
  /** Which incarnation of the resource it is in. */
  readonly id: unknown;
}

/** A simulated project, two clusters with three controllers, and manual edits. */
export class World {
  readonly simulator: Simulator = simulatorOfWorld();
  readonly controllers: readonly Controller[];
  readonly #desired = new Map<Cluster, DesiredState>();
  /** What others have, byte for byte, by path. */
  readonly #foreign = new Map<string, string>();
  #traces: KnownTrace[] = [];
  #scheduler: CallScheduler | undefined;
  #breach: PoolLawBrokenError | undefined;
  readonly #without: readonly PoolLaw[];
  #births = 0;
  /** What was served when it was last looked at, by cluster; empty where somebody else than a pool has changed it since. */
  readonly #serving = new Map<Cluster, ServingEndpoints>();
  /** What will be served once health checks have found out all there is to, as it was before somebody's work; by cluster. */
  readonly #foreseen = new Map<Cluster, ServingEndpoints>();
  #hasStaleReads = false;

  constructor({ breakCloud, pool, without = [] }: WorldOptions = {}) {
    this.#without = without;
    this.controllers = CONTROLLERS.map(({ cluster }, who) => {
      const connect = (controller: Controller): WholeCloud => {
        const sound = this.#connection(controller, who);
        return { ...sound, ...breakCloud?.(sound) };
      };
      return new Controller(
        cluster,
        connect,
        () => this.desired(cluster),
        () => seededClock(this.#births++, (ms) => this.#timePasses(ms)),
        pool,
      );
    });
  }

  desired(cluster: Cluster): DesiredState {
    return this.#desired.get(cluster) ?? { ports: [], zones: [], nodes: [] };
  }

  setDesired(cluster: Cluster, desired: DesiredState): void {
    this.#desired.set(cluster, desired);
    this.#forget();
  }

  /** Reads are behind from now on, or no more. */
  set hasStaleReads(hasStaleReads: boolean) {
    this.#hasStaleReads = hasStaleReads;
    this.#forget();
  }

  /** A machine is deleted, and leaves its groups by itself. What the cloud refuses is not done, and `false`. */
  vanish(name: string, zone: string): boolean {
    let isDone = false;
    this.changeByItself(() => {
      isDone = deleteInstance(this.simulator, name, zone);
    });
    return isDone;
  }

  /** Machines fall ill, get well or stop by themselves, or time passes, in which others find out. */
  changeByItself(change: () => void): void {
    this.#endpointsMustStay();
    this.#forget();
    change();
  }

  /** Takes down what will be served if nothing is done, unless it is known from before work that was not finished. */
  foresee(cluster: Cluster): void {
    if (!this.#foreseen.has(cluster)) this.#foreseen.set(cluster, this.#servedInTheEnd(cluster));
  }

  /** What a pool leaves serves no fewer in the end than what it found: also where health checks take a while to tell. */
  endpointsMustLast(cluster: Cluster): void {
    if (this.#hasStaleReads || this.isStuck) return;
    const serving = this.#servedInTheEnd(cluster);
    const lost = lostEndpoints(this.#foreseen.get(cluster) ?? new Map(), serving, this.desired(cluster));
    if (lost !== undefined)
      this.#note('make-before-break', `cluster ${cluster}, once health has been found out: ${lost}`);
    this.#foreseen.set(cluster, serving);
  }

  /** A machine that was deleted is made again. */
  appear(name: string, zone: string): void {
    insertInstances(this.simulator, 'p', zone, [name]);
  }

  controller(who: ControllerId | typeof RIVAL): Controller {
    const controller = this.controllers[who];
    if (controller === undefined) throw new Error(`there is no controller ${who}`);
    return controller;
  }

  /** Does an edit. What the cloud refuses is not done. */
  async edit(edit: Edit, before?: () => Promise<void>): Promise<void> {
    if (this.#isUnguardable(edit)) return;
    const spoilt = spoiltBy(edit);
    if (spoilt !== undefined) this.#traces = this.#traces.filter(({ path }) => !path.endsWith(spoilt));
    const cloud = inProcessCloud(this.simulator, {
      before: async () => {
        await before?.();
        this.#endpointsMustStay();
      },
      // What somebody takes away by hand is no doing of a pool.
      after: () => this.#forget(),
    });
    const traces = await runEdit(cloud, edit).catch(() => undefined);
    for (const trace of traces ?? []) this.#remember(trace);
    const path = serviceOf(edit);
    const makesForeign = traces !== undefined && (edit.do === 'ownService' || edit.do === 'squat');
    if (path === undefined || (!makesForeign && !this.#foreign.has(path))) return;
    const present = this.#resource(path);
    // A name that somebody gave up is free for all.
    if (present === undefined) this.#foreign.delete(path);
    else this.#foreign.set(path, canonical(present));
  }

  /** Runs controllers and manual edits concurrently, one call at a time. The manual editor is actor -1. */
  async together(
    who: readonly ControllerId[],
    edits: readonly Edit[],
    scheduler: CallScheduler,
  ): Promise<readonly Run[]> {
    this.#scheduler = scheduler;
    const editor = async (): Promise<void> => {
      for (const edit of edits) await this.edit(edit, () => scheduler.nextCall(-1));
    };
    const runs = who.map((each) => this.controller(each).run(this.desired(this.controller(each).cluster)));
    await scheduler.run([...runs, editor()]);
    this.#scheduler = undefined;
    this.#foreseen.clear();
    return Promise.all(runs);
  }

  /** Everything that faults do not touch. */
  async inventory(): Promise<Inventory> {
    return takeInventory(inProcessCloud(this.#undisturbed()));
  }

  /** Whether work is under way that never ends: what it is about can be neither changed nor judged. */
  get isStuck(): boolean {
    const url = '/compute/v1/projects/p/aggregated/operations?filter=status%20%21%3D%20DONE';
    const { body } = this.#undisturbed().handle({ method: 'GET', url });
    // An aggregated list has its items by scope.
    const scopes = Object.values((body?.['items'] ?? {}) as Record<string, { operations?: unknown[] }>);
    return scopes.some(({ operations = [] }) => operations.length > 0);
  }

  /** @throws PoolLawBrokenError if one of the laws that hold at all times is broken. */
  mustBeSafe(): void {
    this.#endpointsMustStay();
    if (this.#breach !== undefined) throw this.#breach;
    for (const [path, bytes] of this.#foreign) {
      const present = this.#resource(path) ?? 'gone';
      if (canonical(present) === bytes) continue;
      throw new PoolLawBrokenError('foreign-untouched', `${path}\n  was ${bytes}\n  and is ${canonical(present)}`);
    }
    this.#traces = this.#traces.filter(({ path, id }) => this.#resource(path)?.['id'] === id);
    for (const { path, what, isThere } of this.#traces) {
      if (isThere(this.#resource(path) ?? {})) continue;
      throw new PoolLawBrokenError('no-clobbering', `${what} of ${path} is gone`);
    }
  }

  /**
   * Whether an edit takes a name that a pool may be giving up at this moment. GCE deletes by name and has no fingerprint for
   * it, so no client can be sure that what it deletes is what it saw.
   */
  #isUnguardable(edit: Edit): boolean {
    if (edit.do !== 'squat' || this.#scheduler === undefined) return false;
    return !this.desired(edit.cluster).ports.some(({ nodePort }) => nodePort === edit.nodePort);
  }

  #connection(controller: Controller, who: number): WholeCloud {
    return inProcessCloud(this.simulator, {
      user: `controller-${who}`,
      before: async (call, body) => {
        await this.#scheduler?.nextCall(who);
        controller.before(call);
        const { ports, zones } = this.desired(controller.cluster);
        const nodePorts = new Set(ports.map(({ nodePort }) => nodePort));
        const breach = breachOf(call, body, { namer: controller.namer, nodePorts, zones });
        if (breach !== undefined) this.#note(breach.law, breach.message);
        if (isMutation(call)) this.#endpointsMustStay();
      },
      after: (call) => controller.after(call),
    });
  }

  #note(law: PoolLaw, message: string): void {
    if (!this.#without.includes(law)) this.#breach ??= new PoolLawBrokenError(law, message);
  }

  /** What comes to light in time is no doing of the change before it. */
  #timePasses(ms: number): void {
    this.#endpointsMustStay();
    this.#serving.clear();
    this.simulator.clock.advance(ms);
  }

  /** Others have changed what is served. */
  #forget(): void {
    this.#serving.clear();
    this.#foreseen.clear();
  }

  #servedInTheEnd(cluster: Cluster): ServingEndpoints {
    const fork = this.#undisturbed();
    fork.clock.advance(FOUND_OUT_MS);
    return servingEndpoints(readNowOf(fork), new Namer(cluster), this.desired(cluster));
  }

  /** Compares what is served with what was before the last change of a pool. Pools that are told lies are not judged. */
  #endpointsMustStay(): void {
    if (this.#hasStaleReads || this.#breach !== undefined) return;
    const read = readNowOf(this.#undisturbed());
    for (const [cluster, desired] of this.#desired) {
      const serving = servingEndpoints(read, new Namer(cluster), desired);
      const lost = lostEndpoints(this.#serving.get(cluster) ?? new Map(), serving, desired);
      if (lost !== undefined) this.#note('make-before-break', `cluster ${cluster}: ${lost}`);
      this.#serving.set(cluster, serving);
    }
  }

  #remember(trace: Trace): void {
    const isSame = (other: Trace): boolean =>
      other.path === trace.path && other.what.split(' ')[0] === trace.what.split(' ')[0];
    const others = trace.what.startsWith('timeoutSec') ? this.#traces.filter((other) => !isSame(other)) : this.#traces;
    this.#traces = [...others, { ...trace, id: this.#resource(trace.path)?.['id'] }];
  }

  #resource(path: string): Readonly<Record<string, unknown>> | undefined {
    const { status, body } = this.#undisturbed().handle({ method: 'GET', url: `/compute/v1/projects/p/${path}` });
    return status === 200 ? body : undefined;
  }

  /** The same project, where nothing goes wrong; what is looked at there changes nothing here. */
  #undisturbed(): Simulator {
    const fork = this.simulator.fork();
    fork.faults.clear();
    fork.staleness.clear();
    fork.rateLimits.clear();
    return fork;
  }
}

const readNowOf =
  (simulator: Simulator): ReadNow =>
  (method, path, sent) => {
    const { status, body } = simulator.handle({ method, url: `/compute/v1/projects/p/${path}`, body: sent });
    return status === 200 ? body : undefined;
  };

/** The backend service that an edit is about. */
function serviceOf(edit: Edit): string | undefined {
  if (edit.do === 'namePort') return undefined;
  const name = edit.do === 'ownService' ? edit.name : new Namer(edit.cluster).backend(edit.nodePort);
  return `global/backendServices/${name}`;
}
