import type { Clock, ClockMode } from './clock.ts';
import { collections } from './collections/index.ts';
import { Registry } from './collections/registry.ts';
import type { Snapshot } from './engine/snapshot.ts';
import { restoreSnapshot, takeSnapshot } from './engine/snapshot.ts';
import { State } from './engine/state.ts';
import { seedOf } from './engine/token.ts';
import type { ApiRequest } from './protocol/request.ts';
import type { ApiResponse } from './protocol/response.ts';
import { Service } from './protocol/service.ts';
import type { Command, SimulationRules } from './simulation.ts';
import { Simulation } from './simulation.ts';
import { fetchFrom } from './transports/fetch.ts';

/** Options of {@link createSimulator}. */
export interface SimulatorOptions {
  /** Ids, fingerprints and operation names follow from it. Default: `gcepool`. */
  readonly seed?: string;
  /** Default: `instant`. */
  readonly clock?: ClockMode;
  /** Virtual time at the start: RFC 3339 or milliseconds since the epoch. Default: 2026-01-05T08:00:00-08:00. */
  readonly startTime?: string | number;
  /** How long operations run, in milliseconds of virtual time. Default: 1000; 0 with the real clock. */
  readonly operationLatencyMs?: number;
  /** `required` answers 401 to a request without a token. Default: `none`. */
  readonly auth?: 'none' | 'required';
  /** Unknown fields in bodies are dropped instead of refused. Default: false. */
  readonly tolerant?: boolean;
  /** `unchecked` accepts links to resources that do not exist, for tests of one collection alone. Default: `checked`. */
  readonly references?: 'checked' | 'unchecked';
  /**
   * `refused` answers 501 to methods whose effect here is assumed, being neither recorded nor documented; `coverage()`
   * lists them. Default: `simulated`.
   */
  readonly assumed?: 'simulated' | 'refused';
  /** What {@link Simulator.snapshot} gave, to go on from there. */
  readonly snapshot?: Snapshot;
}

/** A Compute Engine of one's own. */
export interface Simulator {
  /** Answers a request to the Compute API or the metadata server. Bound, so it can be passed as any client's `fetch`. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Answers a request to the Compute API, at once. Never throws, whatever it is given. */
  handle(request: ApiRequest): ApiResponse;
  /** Forgets everything: the simulator is as it was created. */
  reset(): void;
  readonly clock: Clock;
  /** A simulator in the same state, in constant time; from here on neither sees what happens to the other. */
  fork(): Simulator;
  /** What has changed the state, oldest first: accepted requests and the passing of time. Bounded to the latest. */
  readonly journal: readonly Command[];
  /** The state that the journal leads to when it is applied anew; always equal to {@link Simulator.snapshot}. */
  replayed(): Snapshot;
  /** All that the simulator remembers, as JSON of a versioned form. */
  snapshot(): Snapshot;
}

const DEFAULT_START = '2026-01-05T08:00:00-08:00';

/** @throws TypeError for an option that makes no sense */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const mode = options.clock ?? 'instant';
  const latencyMs = readLatency(options.operationLatencyMs ?? (mode === 'real' ? 0 : 1000));
  const startTime = readStartTime(options.startTime ?? (mode === 'real' ? Date.now() : DEFAULT_START));
  const registry = new Registry(collections);
  const service = new Service(registry, {
    latencyMs: () => latencyMs,
    checksReferences: options.references !== 'unchecked',
    refusesAssumed: options.assumed === 'refused',
  });
  const start = (): State => new State((path, entry) => service.references(path, entry), startTime);
  const initial =
    options.snapshot === undefined ? start() : restoreSnapshot(structuredClone(options.snapshot), start());
  const rules: SimulationRules = {
    service,
    seed: seedOf(options.seed ?? 'gcepool'),
    policy: {
      isTolerant: options.tolerant === true,
      isTokenRequired: options.auth === 'required',
      rulesOf: ({ method, segment }) => registry.of(method.collection, segment),
    },
  };
  return simulatorOf(rules, initial, mode);
}

function simulatorOf(rules: SimulationRules, initial: State, mode: ClockMode): Simulator {
  let simulation = new Simulation(rules, initial);
  /** What the clock says to a request that comes now; the instant clock leaves it to the request. */
  const now = (): number | undefined => {
    if (mode === 'instant') return undefined;
    return mode === 'manual' ? simulation.state.now : Math.max(simulation.state.now, Date.now());
  };
  const handle = (request: ApiRequest): ApiResponse => simulation.handle(request, now());
  return {
    handle,
    fetch: (input, init) => fetchFrom(handle, input, init),
    reset: () => {
      simulation = new Simulation(rules, initial);
    },
    fork: () => simulatorOf(rules, simulation.state.fork(), mode),
    clock: {
      mode,
      now: () => simulation.state.now,
      advance: (ms) => {
        const time = Math.round(simulation.state.now + ms);
        if (!(ms >= 0) || !(time <= LATEST)) {
          throw new TypeError(`clock.advance needs a number of milliseconds, not negative and finite; got ${ms}`);
        }
        simulation.advance(time);
      },
    },
    get journal() {
      return simulation.journal.commands;
    },
    replayed: () => {
      const replay = new Simulation(rules, simulation.journal.base);
      replay.replay(simulation.journal.commands);
      return takeSnapshot(replay.state);
    },
    // A copy, for what is given out may be written to.
    snapshot: () => structuredClone(takeSnapshot(simulation.state)),
  };
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

/** The end of the year 9999: RFC 3339 knows no later time. */
const LATEST = 253_402_300_799_999;
const LONGEST_MS = 365 * 24 * 3_600_000;
