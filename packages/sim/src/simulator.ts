import { collections } from './collections/index.ts';
import { createProject } from './collections/projects.ts';
import { Registry } from './collections/registry.ts';
import type { Clock, ClockMode } from './clock.ts';
import type { JsonObject } from './engine/json.ts';
import { asString } from './engine/json.ts';
import { completeAllOperations, completeOperations, lastDue } from './engine/operation.ts';
import type { Snapshot } from './engine/snapshot.ts';
import { restoreSnapshot, takeSnapshot } from './engine/snapshot.ts';
import { pathOf } from './engine/self-link.ts';
import { State } from './engine/state.ts';
import { seedOf } from './engine/token.ts';
import { Transaction } from './engine/transaction.ts';
import type { Call } from './collections/call.ts';
import { dispatch } from './protocol/dispatch.ts';
import { Refusal } from './engine/refusal.ts';
import type { ApiRequest } from './protocol/request.ts';
import { readRequest } from './protocol/request.ts';
import { render } from './protocol/render.ts';
import type { Route } from './protocol/route.ts';
import { Service } from './protocol/service.ts';
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
  /** What {@link Simulator.snapshot} gave, to go on from there. */
  readonly snapshot?: Snapshot;
}

/** The answer to an {@link ApiRequest}. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when there is no body. It shares structure with the simulator's state: do not write to it. */
  readonly body?: JsonObject;
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
  /** All that the simulator remembers, as JSON of a versioned form. */
  snapshot(): Snapshot;
}

const DEFAULT_START = '2026-01-05T08:00:00-08:00';

/** @throws TypeError for an option that makes no sense */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const mode = options.clock ?? 'instant';
  const seed = seedOf(options.seed ?? 'gcepool');
  const latencyMs = options.operationLatencyMs ?? (mode === 'real' ? 0 : 1000);
  const startTime = readStartTime(options.startTime ?? (mode === 'real' ? Date.now() : DEFAULT_START));
  const registry = new Registry(collections);
  const service = new Service(registry, {
    latencyMs: () => latencyMs,
    checksReferences: options.references !== 'unchecked',
  });
  const start = (): State => new State((path, entry) => service.references(path, entry), startTime);
  const initial = options.snapshot === undefined ? start() : restoreSnapshot(options.snapshot, start());
  let state = initial.fork();
  const policy = {
    isTolerant: options.tolerant === true,
    isTokenRequired: options.auth === 'required',
    accepts: ({ method, segment }: Route) => registry.of(method.collection, segment).accepts ?? [],
  };

  /** Lets time pass for a request. */
  const passTime = (call: Call): void => {
    if (mode === 'real') state.now = Math.max(state.now, Date.now());
    if (mode !== 'instant') {
      completeAllOperations(state, state.now);
    } else if (call.method.operationScope === undefined) {
      const due = lastDue(state, call.project);
      if (due !== undefined) completeOperations(state, call.project, due);
    } else {
      state.now += 1;
    }
  };

  const answer = (request: ApiRequest): ApiResponse => {
    const call = readRequest(request, policy);
    passTime(call);
    const transaction = new Transaction(state, seed);
    if (call.project !== '' && state.get(`projects/${call.project}`) === undefined) {
      createProject(call.project, transaction);
      transaction.commit();
    }
    const requestKey = requestKeyOf(call);
    const first = requestKey === undefined ? undefined : state.requests.get(requestKey);
    if (first !== undefined) {
      const operation = state.get(first);
      if (operation !== undefined) return render(call, operation.resource);
    }
    const body = dispatch(service, call, transaction);
    if (requestKey !== undefined && body !== undefined) rememberRequest(state, requestKey, body);
    return render(call, body);
  };

  const handle = (request: ApiRequest): ApiResponse => {
    try {
      return answer(request);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return { status: refusal.status, headers: {}, body: refusal.body };
    }
  };

  const simulator: Simulator = {
    handle,
    fetch: (input, init) => fetchFrom(handle, input, init),
    reset: () => {
      state = initial.fork();
    },
    clock: {
      mode,
      now: () => state.now,
      advance: (ms) => {
        if (!(ms >= 0)) throw new TypeError(`clock.advance needs a number of milliseconds, not negative; got ${ms}`);
        state.now += ms;
        completeAllOperations(state, state.now);
      },
    },
    snapshot: () => takeSnapshot(state),
  };
  return simulator;
}

function readStartTime(value: string | number): number {
  const time = typeof value === 'number' ? value : Date.parse(value);
  if (!Number.isFinite(time)) throw new TypeError(`startTime must be RFC 3339 or milliseconds, got '${value}'`);
  return time;
}

function rememberRequest(state: State, requestKey: string, operation: JsonObject): void {
  const path = pathOf(asString(operation['selfLink']));
  const entry = path === undefined ? undefined : state.get(path);
  if (path === undefined || entry === undefined) return;
  state.requests.set(requestKey, path);
  state.put(path, { ...entry, hidden: { ...entry.hidden, requestKey } });
}

/** What makes two requests with one requestId the same: the method and its target. */
function requestKeyOf(call: Call): string | undefined {
  const requestId = call.query.get('requestId');
  if (requestId === undefined || call.method.operationScope === undefined) return undefined;
  return [call.method.id, call.parent, call.path, asString(call.body['name']), requestId.toLowerCase()].join('\0');
}
