import type { ClockMode } from './simulation/clock.ts';
import { createClock, LATEST } from './simulation/clock.ts';
import { collections } from './collections/generated/collections.ts';
import { Registry } from './collections/registry.ts';
import type { Snapshot } from './kernel/snapshot.ts';
import { copyJson } from './kernel/copy-json.ts';
import { Refusal } from './kernel/refusal.ts';
import { isAnyDue } from './kernel/operation-time.ts';
import { restoreSnapshot, takeSnapshot } from './kernel/snapshot.ts';
import { State } from './kernel/state.ts';
import { seedOf } from './kernel/token.ts';
import type { ApiRequest } from './api/request.ts';
import type { ApiResponse } from './api/response.ts';
import { refused } from './api/response.ts';
import { Service } from './api/service.ts';
import { LONGEST_MS } from './read-fields.ts';
import type { SimulationRules } from './simulation/simulation.ts';
import { Simulation } from './simulation/simulation.ts';
import { isUnchanged, StartedProjects } from './simulation/started-projects.ts';
import { projectIn, projectReset, projectsInTheWay } from './simulation/project-reset.ts';
import type { TrafficRules } from './traffic/traffic.ts';
import { Traffic } from './traffic/traffic.ts';
import type { SimulatorCore } from './simulator-core.ts';
import type { Simulator } from './simulator-face.ts';
import { coreOf, startFrom } from './simulator-core.ts';
import { keptSimulation } from './stores/kept-simulation.ts';
import type { Keeper } from './stores/keeper.ts';
import { checkSimulatorOptions } from './options/check-options.ts';
import { refuseOtherSettings, settingsOf } from './options/kept-settings.ts';
import type { KeptSettings } from './stores/store.ts';
import { OPTION_RULES } from './options/option-rules.ts';
import type { SimulatorOptions } from './options/simulator-options.ts';
import { makeReport } from './reports/make-report.ts';
import { fetchFrom } from './http/fetch.ts';
import { instanceMetadata } from './http/instance-metadata.ts';
import type { JsonObject } from './kernel/json.ts';
import { instancePath } from './environment/instance-path.ts';
import { entryRulesOf } from './environment/world-options.ts';
import type { NeighbourSource } from './neighbours/answer-neighbour.ts';
import { answerNeighbour, isForNeighbour } from './neighbours/answer-neighbour.ts';
import { Access } from './iam/access.ts';
import { createIam } from './iam/iam.ts';
import { callNeeds } from './traffic/call-needs.ts';
import { Needs } from './iam/needs.ts';
import { readIamOptions } from './iam/read-iam-options.ts';
import { createWorld } from './environment/world.ts';

export type { Simulator } from './simulator-face.ts';

const DEFAULT_START = '2026-01-05T08:00:00-08:00';

/** What a simulator shows to those who compare many of one origin, and to nobody else. */
interface Inside {
  /** It is written to by the simulator alone. */
  readonly state: State;
  fork(projects: Iterable<string>): Simulator;
}

const insides = new WeakMap<Simulator, Inside>();

function insideOf(simulator: Simulator): Inside {
  const inside = insides.get(simulator);
  if (inside === undefined) throw new TypeError('This is no simulator that createSimulator or fork() made');
  return inside;
}

/** The state of a simulator, for whoever compares two of them. */
export const stateOf = (simulator: Simulator): State => insideOf(simulator).state;

/** A fork in which projects are stored as they start, so that forks of it share what they start with. */
export const forkWithProjects = (simulator: Simulator, projects: Iterable<string>): Simulator =>
  insideOf(simulator).fork(projects);

/** @throws TypeError for an option that makes no sense */
export const createSimulator = (options: SimulatorOptions = {}): Simulator => simulatorWithCore(options).simulator;

/** A simulator, and what it moves by. @throws TypeError for an option that makes no sense */
export function simulatorWithCore(options: SimulatorOptions): {
  readonly simulator: Simulator;
  readonly core: SimulatorCore;
} {
  checkSimulatorOptions(options);
  const mode = options.clock ?? 'instant';
  const latencyMs = readLatency(options.operationLatencyMs ?? OPTION_RULES.operationLatencyMs.default(options));
  const startTime = readStartTime(options.startTime ?? (mode === 'real' ? Date.now() : DEFAULT_START));
  const registry = new Registry(collections);
  const service = new Service(registry, {
    latencyMs: () => latencyMs,
    checksReferences: options.references !== 'unchecked',
    refusesUnproven: options.unproven === 'refused',
  });
  const entryRules = entryRulesOf(service, options);
  const start = (): State => new State(entryRules, startTime);
  const initial =
    options.snapshot === undefined ? start() : restoreSnapshot(structuredClone(options.snapshot), start());
  const needs = new Needs(registry);
  const rules: SimulatorRules = {
    asInstance: instancePath(options.asInstance ?? OPTION_RULES.asInstance.default, 'asInstance'),
    access: options.iam === undefined ? undefined : new Access(readIamOptions(options.iam), needs),
    service,
    freshState: start,
    seed: seedOf(options.seed ?? OPTION_RULES.seed.default),
    policy: {
      isStrict: options.strict === true,
      isTokenRequired: options.auth === 'required',
      collectionOf: ({ method, segment }) => registry.of(method.collection, segment),
    },
  };
  const settings = settingsOf(options);
  const checkSettings = (stored: KeptSettings): void => refuseOtherSettings(stored, settings);
  const kept = options.store && keptSimulation(options.store, settings, checkSettings, rules, initial);
  const trafficRules: TrafficRules = {
    options,
    seed: rules.seed,
    isRealTime: mode === 'real',
    access: rules.access,
    needs: callNeeds(needs, rules.policy),
  };
  const core = coreOf(
    { rules, settings, isRealTime: mode === 'real' },
    initial,
    (state) => new Traffic(trafficRules, state),
    kept,
  );
  return { simulator: simulatorOf(core, rules, mode, kept?.keeper), core };
}

interface SimulatorRules extends SimulationRules {
  /** Path of the instance of which the metadata server is. */
  readonly asInstance: string;
  /** Absent where everybody may do everything. */
  readonly access: Access | undefined;
}

function simulatorOf(core: SimulatorCore, rules: SimulatorRules, mode: ClockMode, keeper?: Keeper): Simulator {
  const { access } = rules;
  const { traffic } = core;
  const beginWith = (state: State, snapshot: Snapshot | undefined): void => {
    // First, for what is not kept does not take place.
    keeper?.replaceWith(state);
    core.onBegin?.(snapshot);
    startFrom(core, state);
  };
  /** What the clock says to a request that comes now; the instant clock leaves it to the request. */
  const now = (): number | undefined => {
    if (mode === 'instant') return undefined;
    return mode === 'manual' ? core.simulation.state.now : Math.max(core.simulation.state.now, Date.now());
  };
  const answer = (request: ApiRequest): ApiResponse =>
    isForNeighbour(request) ? answerNeighbour(neighbours, request) : traffic.handle(core.simulation, request, now());
  const handle = keeper === undefined ? answer : (request: ApiRequest): ApiResponse => keeper.guard(answer, request);
  const neighbours = (): NeighbourSource => ({
    isTokenRequired: rules.policy.isTokenRequired,
    state: core.simulation.state,
    callerOf: access && ((request) => access.caller(access.callerOf(request), () => core.simulation.state)),
    tell: (known) => core.simulation.change({ kind: 'told', now: core.simulation.state.now, ...known }),
  });
  const iam = createIam({
    access,
    state: () => core.simulation.state,
    keep: (key, value) => core.simulation.change({ kind: 'told', now: core.simulation.state.now, key, value }),
  });
  const timeNow = (): number => {
    const time = now();
    if (time !== undefined) core.simulation.advance(time);
    return core.simulation.state.now;
  };
  /** With the real clock, what is due ends by itself. */
  const endWhatIsDue = (): void => {
    if (mode === 'real' && isAnyDue(core.simulation.state, Date.now())) timeNow();
  };
  const peek = (request: ApiRequest): ApiResponse => {
    try {
      endWhatIsDue();
      const call = core.simulation.read({ ...request, headers: { authorization: 'Bearer peek', ...request.headers } });
      return core.simulation.answerFrom(core.simulation.state, call);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return refused(refusal);
    }
  };
  // With the instant clock nothing is done for it: who waits for a change looks again and again.
  const metadata = (): JsonObject =>
    core.aside(() => {
      timeNow();
      return instanceMetadata(rules.asInstance, core.simulation.state);
    });
  const world = createWorld({
    state: () => core.simulation.state,
    now: timeNow,
    passTime: (project) => {
      const time = now();
      if (time === undefined) core.simulation.settle(project);
      else core.simulation.advance(time);
    },
    change: (command) => core.simulation.change(command),
    past: () => ({ rules, simulation: core.simulation }),
  });
  const simulator: Simulator = {
    ...world,
    faults: traffic.faults,
    latency: traffic.latency,
    rateLimits: traffic.rateLimits,
    staleness: traffic.staleness,
    calls: traffic.calls,
    exchanges: traffic.exchanges,
    handle,
    peek,
    position: () =>
      core.aside(() => {
        endWhatIsDue();
        const { journal, state } = core.simulation;
        const { beginnings } = core;
        return { beginnings, commands: journal.count, calls: traffic.calls.mark(), now: state.now };
      }),
    fetch: (input, init) => fetchFrom({ handle, instanceMetadata: metadata, iam }, input, init),
    instanceMetadata: metadata,
    reset: () => {
      beginWith(core.initial, undefined);
      traffic.reset();
    },
    resetProject: (project) => {
      const id = projectIn(core.simulation.state, project);
      // With the instant clock whoever looks finds what runs to be done.
      if (mode === 'instant')
        for (const one of projectsInTheWay(id, core.simulation.state)) core.simulation.settle(one);
      const reset = projectReset(id, core.initial, core.simulation.state);
      if (reset === undefined) return;
      core.simulation.change(reset);
      traffic.staleness.forget(id);
    },
    restore: (snapshot) => {
      const copy = structuredClone(snapshot);
      beginWith(restoreSnapshot(copy, rules.freshState()), copy);
      // What is held back is of another history.
      traffic.staleness.settle();
    },
    fork: () => {
      const fork = coreOf(core, core.simulation.state.fork(), (state) => traffic.fork(state));
      return simulatorOf(fork, rules, mode);
    },
    iam,
    clock: createClock(mode, () => core.simulation),
    get failure() {
      return keeper?.failure ?? core.failure;
    },
    get journal() {
      return core.simulation.journal.commands;
    },
    replayed: () => {
      const replay = new Simulation(rules, core.simulation.journal.base);
      replay.replay(core.simulation.journal.commands);
      return takeSnapshot(replay.state);
    },
    report: () =>
      core.aside(() =>
        makeReport({
          rules,
          settings: core.settings,
          clock: mode,
          simulation: core.simulation,
          calls: traffic.calls.sinceBeginning,
        }),
      ),
    // A copy, for what is given out may be written to.
    snapshot: () => copyJson(takeSnapshot(core.simulation.state)),
  };
  insides.set(simulator, {
    get state() {
      return core.simulation.state;
    },
    fork: (projects) => {
      const started = new StartedProjects(rules.seed);
      let state = core.simulation.state.fork();
      for (const project of projects) if (isUnchanged(project, state)) state = started.with(project, state);
      return simulatorOf(
        coreOf(core, state, (later) => traffic.fork(later)),
        rules,
        mode,
      );
    },
  });
  return simulator;
}

function readStartTime(value: string | number): number {
  const time = typeof value === 'number' ? Math.round(value) : Date.parse(value);
  if (time >= 0 && time <= LATEST) return time;
  throw new TypeError(`startTime must be RFC 3339 or milliseconds, from 1970 to 9999; got '${value}'`);
}

function readLatency(ms: number): number {
  if (ms === Infinity || (ms >= 0 && ms <= LONGEST_MS)) return ms;
  throw new TypeError(`operationLatencyMs must be milliseconds, from 0 to a year, or Infinity; got ${ms}`);
}
