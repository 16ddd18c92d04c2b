import { googleServiceOf } from '../http/google-hosts.ts';
import { fetchFrom } from '../http/fetch.ts';
import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { Gate } from './gate.ts';
import type { Passage } from './gate.ts';
import { Life } from './life.ts';
import type { Program } from './life.ts';
import { withOwnTime } from './own-time.ts';
import type { Part, Perform, Performance } from './perform.ts';
import type { InstanceName, RunEnd, RunStart } from './run.ts';
import { Turns } from './turns.ts';

/** How functions are run. */
export interface FunctionRules {
  readonly seed: string;
  /** Virtual time after which a run is cut off. */
  readonly mostVirtualMs: number;
  /** Real time after which a program is cut off that waits for neither a call nor a timer. */
  readonly mostIdleMs: number;
  /** Runs the code of a life, so that what it sends to Google's hosts can be told to be its own. */
  readonly inHosts: (life: LifeFetch, code: () => Promise<unknown>) => Promise<unknown>;
}

/** The `fetch` of a life. */
export type LifeFetch = typeof globalThis.fetch;

// Kept from the beginning, for tests replace timers.
const nextTurn = setImmediate;
const laterTurn = setTimeout;

/** So many turns in which nothing happened are rest: what a client does between two calls takes a few. */
const RESTING_TURNS = 12;

/** Runs a function, as often as it is to be run, in time of its own. */
export const performFunction =
  (program: Program, rules: FunctionRules): Perform =>
  (part) =>
    new FunctionRun(program, rules, part).perform();

/** An answer that nobody gets. */
const NOTHING: ApiResponse = { status: 0, headers: {}, delivery: { reset: true } };

class FunctionRun {
  readonly #program: Program;
  readonly #rules: FunctionRules;
  readonly #part: Part;
  readonly #gate: Gate;
  readonly #turns: Turns;
  readonly #lives: Life[] = [];
  readonly #ends: Map<InstanceName, RunEnd> = new Map();
  readonly #starts: RunStart[] = [];
  readonly #began: number;
  #activity = 0;

  constructor(program: Program, rules: FunctionRules, part: Part) {
    this.#program = program;
    this.#rules = rules;
    this.#part = part;
    this.#gate = new Gate(part.gce, part.schedule, part.kinds, part.mostCalls);
    const [first = 'A', second = first] = part.instances;
    this.#turns = new Turns(this.#gate.isSwitchDue() ? second : first);
    this.#began = part.gce.clock.now();
  }

  async perform(): Promise<Performance> {
    for (const instance of this.#part.instances) this.#begin(instance, this.#part.startsBefore + 1);
    await this.#untilOver();
    return {
      calls: this.#gate.calls,
      starts: this.#starts,
      // Every instance has ended, or the loop would not have.
      ends: this.#part.instances.map((instance) => this.#ends.get(instance) as RunEnd),
    };
  }

  #begin(instance: InstanceName, start: number): void {
    const { gce } = this.#part;
    const life = new Life({ instance, start }, this.#gate.count, () => gce.clock.now(), this.#rules.seed);
    this.#lives.push(life);
    const fetch: LifeFetch = (input, init) => this.#fetch(life, input, init);
    // What else there is of the simulator is the simulator's own.
    const own = Object.create(gce, {
      fetch: { value: fetch, enumerable: true },
      handle: { value: (request: ApiRequest) => this.#handle(life, request), enumerable: true },
    }) as typeof gce;
    const code = async (): Promise<unknown> => this.#program({ gce: own, fetch, instance, start });
    const running = withOwnTime(life, () => this.#rules.inHosts(fetch, code));
    running.then(
      () => this.#end(life, { kind: 'returned' }),
      (error: unknown) => this.#end(life, { kind: 'threw', error }),
    );
  }

  #end(life: Life, end: RunEnd): void {
    this.#activity++;
    if (life.isOver) return;
    life.end = end;
    this.#starts.push({
      instance: life.instance,
      start: life.start,
      from: life.from,
      to: this.#gate.count,
      end,
    });
    if (end.kind === 'crashed') this.#begin(life.instance, life.start + 1);
    else this.#ends.set(life.instance, end);
    this.#giveTurnToLiving();
  }

  #giveTurnToLiving(): void {
    const living = this.#lives.filter(({ isOver }) => !isOver);
    if (living.some(({ instance }) => instance === this.#turns.active)) return;
    const [next] = living;
    if (next !== undefined) this.#turns.give(next.instance);
  }

  #pass(life: Life, request: ApiRequest): Passage {
    this.#activity++;
    const passage = this.#gate.pass(life, request);
    if (passage.kind === 'crash') this.#end(life, { kind: 'crashed' });
    if (passage.kind === 'tooMany') this.#cutOff(`made more than ${this.#part.mostCalls} calls`);
    return passage;
  }

  #cutOff(why: string): void {
    for (const life of this.#lives) this.#end(life, { kind: 'cutOff', why });
  }

  /** For programs that call it: whoever is killed meanwhile sees an error, for this cannot wait for ever. */
  #handle(life: Life, request: ApiRequest): ApiResponse {
    const passage = life.isOver ? undefined : this.#pass(life, request);
    if (passage?.kind !== 'answered') throw new Error('This instance of the program was ended');
    this.#switchIfDue();
    return passage.response;
  }

  async #fetch(life: Life, input: Parameters<LifeFetch>[0], init?: RequestInit): Promise<Response> {
    this.#activity++;
    if (life.isOver) return forEver();
    const { gce } = this.#part;
    if (isForNobody(input)) return gce.fetch(input, init);
    await this.#turns.take(life);
    let slowMs = 0;
    const handle = (request: ApiRequest): ApiResponse => {
      const passage = life.isOver ? undefined : this.#pass(life, request);
      if (passage?.kind !== 'answered') return NOTHING;
      slowMs = passage.slowMs;
      return passage.response;
    };
    const played = { handle, instanceMetadata: () => gce.instanceMetadata(), iam: gce.iam };
    const [answer] = await Promise.allSettled([fetchFrom(played, input, init)]);
    this.#activity++;
    this.#turns.release();
    this.#switchIfDue();
    if (life.isOver) return forEver();
    if (answer.status === 'rejected') throw answer.reason;
    if (slowMs > 0) await this.#slowly(life, slowMs, init?.signal ?? (input instanceof Request ? input.signal : null));
    return answer.value;
  }

  /** Waits in virtual time, or until the client gives up. */
  #slowly(life: Life, ms: number, signal: AbortSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      // What `fetch` rejects with is what the signal says, whatever it is.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      const giveUp = (): void => reject(signal?.reason);
      if (signal?.aborted === true) giveUp();
      else signal?.addEventListener('abort', giveUp, { once: true });
      life.timers.start(resolve, ms, false);
    });
  }

  #switchIfDue(): void {
    if (!this.#gate.isSwitchDue()) return;
    const other = this.#lives.find(({ isOver, instance }) => !isOver && instance !== this.#turns.active);
    if (other !== undefined) this.#turns.give(other.instance);
  }

  /** Lets the program run; where it rests, the next of its timers fires. */
  async #untilOver(): Promise<void> {
    let seen = -1;
    let quiet = 0;
    let idleSince: number | undefined;
    for (;;) {
      await new Promise<void>((resolve) => nextTurn(resolve));
      const activity = this.#activity + this.#lives.reduce((sum, { timers }) => sum + timers.activity, 0);
      quiet = activity === seen ? quiet + 1 : 0;
      seen = activity;
      if (quiet > 0) idleSince ??= Date.now();
      else idleSince = undefined;
      if (quiet < RESTING_TURNS) continue;
      if (this.#lives.every(({ isOver }) => isOver)) return;
      if (this.#fireNext() || this.#passTurn()) continue;
      if (Date.now() - (idleSince ?? 0) > this.#rules.mostIdleMs) {
        this.#cutOff('waited for something that is neither a call nor a timer');
      } else await new Promise<void>((resolve) => laterTurn(resolve, 1));
    }
  }

  #fireNext(): boolean {
    let next: Life | undefined;
    for (const life of this.#lives) {
      if (!life.isOver && (life.timers.nextDue ?? Infinity) < (next?.timers.nextDue ?? Infinity)) next = life;
    }
    const due = next?.timers.nextDue;
    if (next === undefined || due === undefined) return false;
    const { clock } = this.#part.gce;
    if (due - this.#began > this.#rules.mostVirtualMs) {
      this.#cutOff(`was still at work after ${Math.round(this.#rules.mostVirtualMs / 3_600_000)} hours of its time`);
      return true;
    }
    if (due > clock.now()) clock.advance(due - clock.now());
    next.timers.fireNext();
    return true;
  }

  /** Whose turn it is may wait for what only the other one does. */
  #passTurn(): boolean {
    const { held } = this.#turns;
    if (held === undefined || held === this.#turns.active) return false;
    this.#turns.give(held);
    return true;
  }
}

const forEver = (): Promise<never> => new Promise(() => undefined);

/** Whether a request is none to an API: tokens and metadata are what the machine has, not what the cloud does. */
function isForNobody(input: Parameters<LifeFetch>[0]): boolean {
  const text = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
  if (text.startsWith('/')) return false;
  const { host, pathname } = new URL(text);
  const service = googleServiceOf(host, pathname);
  return service !== undefined && service !== 'compute';
}
