import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import type { AwaitedSimulator } from '../awaited-simulator.ts';
import { withCallsBy } from '../awaited-simulator.ts';
import { isForNeighbour } from '../neighbours/answer-neighbour.ts';
import type { Caller } from './gate.ts';
import { Gate } from './gate.ts';
import type { Part, Perform, Performance } from './perform.ts';
import type { InstanceName, RunEnd, RunStart } from './run.ts';
import type { Taker } from './turns.ts';
import { Turns } from './turns.ts';

/** What a program in a process of its own is started with. */
export interface StartContext {
  /** The simulator of this run, to be served: what comes to it counts, may go wrong, and may be held until it is this instance's turn. */
  readonly gce: AwaitedSimulator;
  /** Aborts when the program is to be killed: at once, before it can do anything more. */
  readonly killed: AbortSignal;
  /** Which of the instances that run at the same time this is. */
  readonly instance: InstanceName;
  /** Which start of that instance this is, from 1 on. */
  readonly start: number;
}

/** Starts a program, and resolves when it has ended well; rejects when it has ended otherwise. It has ended once it is killed. */
export type StartProgram = (context: StartContext) => Promise<void>;

/** Nothing arrives. */
const NOTHING: ApiResponse = { status: 0, headers: {}, delivery: { reset: true } };

/** Runs a program that is no function of this process, in the time of the machine. */
export const performElsewhere =
  (startProgram: StartProgram, mostSeconds: number): Perform =>
  (part) =>
    new ElsewhereRun(startProgram, mostSeconds, part).perform();

/** One start of an instance. */
class Process implements Caller, Taker {
  readonly instance: InstanceName;
  readonly start: number;
  readonly #killing = new AbortController();
  end: RunEnd | undefined;

  constructor(instance: InstanceName, start: number) {
    this.instance = instance;
    this.start = start;
  }

  get isOver(): boolean {
    return this.end !== undefined;
  }

  get killed(): AbortSignal {
    return this.#killing.signal;
  }

  kill(how: RunEnd): void {
    if (this.isOver) return;
    this.end = how;
    this.#killing.abort();
  }
}

class ElsewhereRun {
  readonly #startProgram: StartProgram;
  readonly #mostSeconds: number;
  /** How long an instance may make no call while the other waits for its turn. */
  readonly #patienceMs: number;
  readonly #part: Part;
  readonly #gate: Gate;
  readonly #turns: Turns;
  readonly #processes: Process[] = [];
  readonly #starts: RunStart[] = [];
  #patience: NodeJS.Timeout | undefined;

  constructor(startProgram: StartProgram, mostSeconds: number, part: Part) {
    this.#startProgram = startProgram;
    // Each waits while the other is at work.
    this.#mostSeconds = mostSeconds * part.instances.length;
    this.#patienceMs = mostSeconds * 500;
    this.#part = part;
    this.#gate = new Gate(part.gce, part.schedule, part.kinds, part.mostCalls);
    const [first = 'A', second = first] = part.instances;
    this.#turns = new Turns(this.#gate.isSwitchDue() ? second : first);
  }

  async perform(): Promise<Performance> {
    const ends = await Promise.all(this.#part.instances.map((instance) => this.#untilOver(instance)));
    clearTimeout(this.#patience);
    return { calls: this.#gate.calls, starts: this.#starts, ends };
  }

  /** Starts an instance, and anew after each crash. */
  async #untilOver(instance: InstanceName): Promise<RunEnd> {
    for (let start = this.#part.startsBefore + 1; ; start++) {
      const from = this.#gate.count;
      const end = await this.#untilEnd(new Process(instance, start));
      this.#starts.push({ instance, start, from, to: this.#gate.count, end });
      if (end.kind === 'crashed') continue;
      const living = this.#processes.find(({ isOver }) => !isOver);
      if (instance === this.#turns.active && living !== undefined) this.#give(living.instance);
      return end;
    }
  }

  async #untilEnd(process: Process): Promise<RunEnd> {
    this.#processes.push(process);
    const why = `ran longer than ${this.#mostSeconds} s`;
    const late = setTimeout(() => process.kill({ kind: 'cutOff', why }), this.#mostSeconds * 1000);
    const gce = withCallsBy(this.#part.gce, (request) => this.#handle(process, request));
    const { killed, instance, start } = process;
    try {
      await this.#startProgram({ gce, killed, instance, start });
      process.end ??= { kind: 'returned' };
    } catch (error) {
      process.end ??= { kind: 'threw', error };
    } finally {
      clearTimeout(late);
    }
    return process.end;
  }

  async #handle(process: Process, request: ApiRequest): Promise<ApiResponse> {
    if (isForNeighbour(request)) return this.#part.gce.handle(request);
    // What it has left running is nobody's.
    if (process.isOver) return NOTHING;
    const turn = this.#turns.take(process);
    this.#patience ??= this.#passTurnLater();
    await turn;
    const response = this.#pass(process, request);
    this.#turns.release();
    if (this.#gate.isSwitchDue()) this.#giveOther();
    this.#renewPatience();
    return response;
  }

  #pass(process: Process, request: ApiRequest): ApiResponse {
    if (process.isOver) return NOTHING;
    const passage = this.#gate.pass(process, request);
    if (passage.kind === 'answered') {
      const { response, slowMs } = passage;
      return slowMs === 0 ? response : { ...response, delivery: { ...response.delivery, delayMs: slowMs } };
    }
    if (passage.kind === 'crash') process.kill({ kind: 'crashed' });
    else for (const one of this.#processes) one.kill({ kind: 'cutOff', why: tooMany(this.#part.mostCalls) });
    return NOTHING;
  }

  #giveOther(): void {
    const other = this.#processes.find(({ isOver, instance }) => !isOver && instance !== this.#turns.active);
    if (other !== undefined) this.#give(other.instance);
  }

  #give(instance: InstanceName): void {
    this.#turns.give(instance);
    this.#renewPatience();
  }

  #renewPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = this.#passTurnLater();
  }

  /** Whose turn it is may wait, without a call, for what only the other one does. */
  #passTurnLater(): NodeJS.Timeout | undefined {
    const { held, active } = this.#turns;
    if (held === undefined || held === active) return undefined;
    return setTimeout(() => this.#give(held), this.#patienceMs);
  }
}

const tooMany = (mostCalls: number): string => `made more than ${mostCalls} calls`;
