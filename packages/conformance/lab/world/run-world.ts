import { differences } from './inventory.ts';
import { type Cluster, CONTROLLERS, type ControllerId, RIVAL, type Wishes, type WorldEvent } from './world-event.ts';
import { FOUND_OUT_MS, nodeName, setMachine } from './world-simulator.ts';
import { type PoolLaw, PoolLawBrokenError } from './pool-laws.ts';
import { World, type WorldOptions } from './world.ts';
import { kindsOf } from './world-kinds.ts';
import type { Crash, Run } from './controller.ts';
import { SwitchingScheduler } from './call-scheduler.ts';

/** What happened in a world, in numbers. */
export interface WorldCounts {
  events: number;
  calls: number;
  runs: number;
  /** How many worlds there were of each of the `WORLD_KINDS`. */
  readonly worlds: Map<string, number>;
  /** Faults that took effect, by kind. */
  readonly faults: Map<string, number>;
  /** How often each law was looked at. */
  readonly checks: Map<PoolLaw, number>;
}

export const newCounts = (): WorldCounts => ({
  events: 0,
  calls: 0,
  runs: 0,
  worlds: new Map(),
  faults: new Map(),
  checks: new Map(),
});

/** Laws that are looked at with every request or after every event. */
const ALWAYS: readonly PoolLaw[] = [
  'ownership',
  'foreign-untouched',
  'no-clobbering',
  'desired-stays',
  'guarded-writes',
  'make-before-break',
];

/** The most calls that a run may make: several for each resource there may be, each repeated as often as pools do. */
const MOST_CALLS = 600;

/** The most calls of a run with nothing in its way. */
const CALM_CALLS = 120;

/**
 * Applies events, and checks every law after each of them. Ends in calm.
 *
 * @throws PoolLawBrokenError for the first law that is broken.
 */
export async function runWorld(
  events: readonly WorldEvent[],
  options?: WorldOptions,
  counts = newCounts(),
): Promise<void> {
  const world = new World(options);
  const runner = new WorldRunner(world, counts);
  for (const kind of kindsOf(events)) counts.worlds.set(kind, (counts.worlds.get(kind) ?? 0) + 1);
  for (const event of [...events, { do: 'calm' } as const]) {
    await runner.happen(event);
    counts.events += 1;
    for (const law of ALWAYS) counts.checks.set(law, (counts.checks.get(law) ?? 0) + 1);
    world.mustBeSafe();
  }
}

interface Illness {
  readonly name: string;
  readonly zone: string;
  readonly how: 'down' | 'deaf' | 'stopped';
}

class WorldRunner {
  readonly #world: World;
  readonly #counts: WorldCounts;
  #hasStaleReads = false;
  /** Whether a run may be kept from what it should do. */
  #isDisturbed = false;
  /** Zones of the machines that are gone, by name. */
  readonly #vanished = new Map<string, string>();
  /** How machines fell ill. */
  #ailing: Illness[] = [];

  constructor(world: World, counts: WorldCounts) {
    this.#world = world;
    this.#counts = counts;
  }

  async happen(event: WorldEvent): Promise<void> {
    const { simulator } = this.#world;
    switch (event.do) {
      case 'setDesired':
        return this.#setDesired(event.cluster, event);
      case 'rival':
        return this.#runRival(event);
      case 'reconcile':
        return void (await this.#run(event.who));
      case 'crash':
        return void (await this.#run(event.who, { at: event.at, isDone: event.isDone }));
      case 'restart':
        return this.#world.controller(event.who).restart();
      case 'together':
        return this.#runTogether(event);
      case 'edit':
        return this.#world.edit(event.edit);
      case 'fault':
        // Manual edits are not what the laws are about: they meet no faults.
        this.#isDisturbed = true;
        return void simulator.faults.add({ user: 'controller-*', ...event.rule });
      case 'staleness':
        this.#setStaleReads(true);
        return simulator.staleness.set({ get: { writes: event.writes }, list: { writes: event.writes } });
      case 'quota':
        this.#isDisturbed = true;
        return simulator.quotas.set({ project: 'p', metric: 'BACKEND_SERVICES', limit: event.limit });
      case 'rateLimit':
        this.#isDisturbed = true;
        return simulator.rateLimits.set({ group: 'queries', perMinute: event.perMinute });
      case 'outOfReach':
        this.#isDisturbed = true;
        return void simulator.faults.add({
          user: 'controller-*',
          ...(event.isForListsAlone && { method: '*.aggregatedList' }),
          fault: { unreachable: [`zones/${event.zone}`] },
        });
      case 'vanish':
        return this.#vanish(event);
      case 'ail':
        return this.#ail(event);
      case 'recover':
        return this.#recover();
      case 'time':
        return this.#world.changeByItself(() => simulator.clock.advance(event.ms));
      case 'calm':
        return this.#calm();
    }
  }

  async #runTogether({ who, edits, switches }: Extract<WorldEvent, { do: 'together' }>): Promise<void> {
    const all = [...new Set(who)];
    const runs = await this.#world.together(all, edits, new SwitchingScheduler(switches));
    // What these edits do to a resource may come after all runs.
    if (edits.some((edit) => edit.do === 'spoil' || edit.do === 'squat')) return;
    for (const [index, run] of runs.entries()) {
      await this.#mustBeHonest(run, CONTROLLERS[all[index] ?? RIVAL].cluster);
    }
  }

  /** While it works, its wishes are what the laws go by. */
  async #runRival(wishes: Wishes): Promise<void> {
    const { cluster } = CONTROLLERS[RIVAL];
    const desired = this.#world.desired(cluster);
    this.#setDesired(cluster, wishes);
    await this.#run(RIVAL);
    this.#world.mustBeSafe();
    this.#world.setDesired(cluster, desired);
  }

  #setDesired(cluster: Cluster, { ports, zones, nodes }: Wishes): void {
    const all = zones.flatMap((zone) => nodes.map((index) => ({ name: nodeName(cluster, zone, index), zone })));
    this.#world.setDesired(cluster, { ports, zones, nodes: all });
  }

  #setStaleReads(hasStaleReads: boolean): void {
    this.#hasStaleReads = hasStaleReads;
    this.#world.hasStaleReads = hasStaleReads;
  }

  #vanish({ cluster, zone, node }: Extract<WorldEvent, { do: 'vanish' }>): void {
    const name = nodeName(cluster, zone, node);
    if (this.#vanished.has(name)) return;
    if (this.#world.vanish(name, zone)) this.#vanished.set(name, zone);
  }

  #ail({ cluster, zone, node, how }: Extract<WorldEvent, { do: 'ail' }>): void {
    const name = nodeName(cluster, zone, node);
    if (this.#vanished.has(name)) return;
    this.#ailing.push({ name, zone, how });
    this.#world.changeByItself(() => setMachine(this.#world.simulator, { name, zone }, how));
  }

  #recover(): void {
    for (const { how, ...machine } of this.#ailing) {
      const state = how === 'stopped' ? 'started' : 'up';
      this.#world.changeByItself(() => setMachine(this.#world.simulator, machine, state));
    }
    this.#ailing = [];
  }

  async #run(who: ControllerId | typeof RIVAL, crash?: Crash): Promise<Run> {
    const controller = this.#world.controller(who);
    const { cluster } = controller;
    this.#world.foresee(cluster);
    const run = await controller.run(this.#world.desired(cluster), crash);
    this.#counts.runs += 1;
    this.#counts.calls += run.calls;
    this.#look('bounded-calls', run.calls <= MOST_CALLS, () => `${run.calls} calls, of ${MOST_CALLS} at most`);
    // Who is killed, or kept from it, leaves it to the next run.
    if (crash === undefined && (run.isDone || !this.#isDisturbed)) this.#world.endpointsMustLast(cluster);
    await this.#mustBeHonest(run, cluster);
    return run;
  }

  /** A run can do nothing about an operation that never ends, and stale reads may hide what is missing. */
  async #mustBeHonest({ isDone }: Run, cluster: Cluster): Promise<void> {
    if (isDone && !this.#hasStaleReads && !this.#world.isStuck) await this.#mustBeAsDesired('honest-success', cluster);
  }

  /** All faults stop: every controller must reach the desired state, and then change nothing. */
  async #calm(): Promise<void> {
    const { simulator } = this.#world;
    this.#countFaults();
    simulator.faults.clear();
    simulator.staleness.clear();
    simulator.rateLimits.clear();
    simulator.quotas.set({ project: 'p', metric: 'BACKEND_SERVICES', limit: 1000 });
    this.#setStaleReads(false);
    this.#isDisturbed = false;
    for (const [name, zone] of this.#vanished) this.#world.appear(name, zone);
    this.#recover();
    this.#vanished.clear();
    // What never ends cannot be waited for.
    if (this.#world.isStuck) return;
    for (const round of [1, 2]) {
      for (const who of [0, 1, 2] as const) {
        const { calls } = await this.#run(who);
        this.#look('bounded-calls', calls <= CALM_CALLS, () => `${calls} calls in calm, of ${CALM_CALLS} at most`);
      }
      // What joined in the first round has been found healthy by the second.
      if (round === 1) this.#world.changeByItself(() => simulator.clock.advance(FOUND_OUT_MS));
    }
    for (const cluster of ['one', 'two'] as const) await this.#mustBeAsDesired('convergence', cluster);
    for (const who of [0, 1, 2] as const) {
      const { mutations } = await this.#run(who);
      this.#look('idempotence', mutations.length === 0, () => `controller ${who} made ${mutations.join(', ')}`);
    }
  }

  async #mustBeAsDesired(law: PoolLaw, cluster: Cluster): Promise<void> {
    const missing = differences(await this.#world.inventory(), cluster, this.#world.desired(cluster));
    this.#look(law, missing.length === 0, () => `cluster ${cluster}: ${missing.join('; ')}`);
  }

  #countFaults(): void {
    for (const { rule, met } of this.#world.simulator.faults.list()) {
      const kind = typeof rule.fault === 'string' ? rule.fault : (Object.keys(rule.fault)[0] ?? '');
      this.#counts.faults.set(kind, (this.#counts.faults.get(kind) ?? 0) + met);
    }
  }

  #look(law: PoolLaw, isKept: boolean, told: () => string): void {
    this.#counts.checks.set(law, (this.#counts.checks.get(law) ?? 0) + 1);
    if (!isKept) throw new PoolLawBrokenError(law, told());
  }
}
