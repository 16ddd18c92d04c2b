import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import type { Simulator } from '../simulator.ts';
import { Gate } from './gate.ts';
import type { Part, Perform, Performance } from './perform.ts';
import type { RunEnd, RunStart } from './run.ts';

/** What a program in a process of its own is started with. */
export interface StartContext {
  /** The simulator of this run, to be served: what comes to it counts, and may go wrong. */
  readonly gce: Simulator;
  /** Aborts when the program is to be killed: at once, before it can do anything more. */
  readonly killed: AbortSignal;
  /** Which start of the run this is, from 1 on. */
  readonly start: number;
}

/** Starts a program, and resolves when it has ended well; rejects when it has ended otherwise. It has ended once it is killed. */
export type StartProgram = (context: StartContext) => Promise<void>;

/** Nothing arrives. */
const NOTHING: ApiResponse = { status: 0, headers: {}, delivery: { reset: true } };

/** Runs a program that is no function of this process, in the time of the machine. */
export const performElsewhere =
  (startProgram: StartProgram, mostSeconds: number): Perform =>
  async (part: Part): Promise<Performance> => {
    const gate = new Gate(part.gce, part.schedule, part.kinds, part.mostCalls);
    const starts: RunStart[] = [];
    let end: RunEnd = { kind: 'crashed' };
    for (let start = part.startsBefore + 1; end.kind === 'crashed'; start++) {
      const from = gate.count;
      end = await runOnce(startProgram, gate, part, start, mostSeconds);
      starts.push({ instance: 'A', start, from, to: gate.count, end });
    }
    return { calls: gate.calls, starts, ends: [end] };
  };

async function runOnce(
  startProgram: StartProgram,
  gate: Gate,
  { gce, mostCalls }: Part,
  start: number,
  mostSeconds: number,
): Promise<RunEnd> {
  const killed = new AbortController();
  let end: RunEnd | undefined;
  const kill = (how: RunEnd): void => {
    if (end !== undefined) return;
    end = how;
    killed.abort();
  };
  const handle = (request: ApiRequest): ApiResponse => {
    if (end !== undefined) return NOTHING;
    const passage = gate.pass({ instance: 'A', start }, request);
    if (passage.kind === 'answered') return passage.response;
    kill(passage.kind === 'crash' ? { kind: 'crashed' } : { kind: 'cutOff', why: `made more than ${mostCalls} calls` });
    return NOTHING;
  };
  const late = setTimeout(() => kill({ kind: 'cutOff', why: `ran longer than ${mostSeconds} s` }), mostSeconds * 1000);
  // What else there is of the simulator is the simulator's own.
  const served = Object.create(gce, { handle: { value: handle, enumerable: true } }) as Simulator;
  try {
    await startProgram({ gce: served, killed: killed.signal, start });
    return end ?? { kind: 'returned' };
  } catch (error) {
    return end ?? { kind: 'threw', error };
  } finally {
    clearTimeout(late);
    // What it has left running is nobody's.
    end ??= { kind: 'returned' };
  }
}
