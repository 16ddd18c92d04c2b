import type { FaultKindOfRun } from './fault-kinds.ts';
import { CRASH, SWITCH } from './incident.ts';
import type { Broken } from './judge.ts';
import type { Run, RunCall, RunEnd, RunStart } from './run.ts';
import { textOfError } from './text-of-error.ts';

/** What happened in a run, as a person would tell it, line by line. */
export function storyOf(
  run: Run,
  broken: readonly Broken[],
  kinds: ReadonlyMap<string, FaultKindOfRun>,
): readonly string[] {
  const isOne = new Set(run.starts.map(({ instance }) => instance)).size <= 1;
  return [
    ...callLines(run, kinds, isOne),
    ...run.ends.map(
      (end, index) => `${isOne ? 'The program' : `Instance ${index === 0 ? 'A' : 'B'}`} ${tellEnd(end)}.`,
    ),
    ...broken.map(({ invariant, message }) => `${invariant}: ${message}`),
  ];
}

/** A line of a story, or one that repeats it. */
interface CallLine {
  readonly first: number;
  last: number;
  readonly text: string;
}

function callLines(run: Run, kinds: ReadonlyMap<string, FaultKindOfRun>, isOne: boolean): readonly string[] {
  const firstIncident = run.schedule[0]?.call ?? 1;
  const lines: string[] = [];
  let last: CallLine | undefined;
  const flush = (): void => {
    if (last !== undefined) lines.push(lineOf(last));
    last = undefined;
  };
  const skipped = run.calls.filter(({ number }) => number < firstIncident).length;
  if (skipped > 0)
    lines.push(`${skipped === 1 ? 'Call 1 was' : `Calls 1 to ${skipped} were`} answered as without a fault.`);
  for (const call of run.calls) {
    for (const line of linesBefore(call.number, run, isOne)) {
      flush();
      lines.push(line);
    }
    if (call.number < firstIncident) continue;
    const text = `${isOne ? '' : `${call.instance}: `}${call.method} of ${subjectOf(call, run)}: ${tellCall(call, kinds)}.`;
    if (last?.text === text) last.last = call.number;
    else {
      flush();
      last = { first: call.number, last: call.number, text };
    }
  }
  flush();
  return [...lines, ...linesBefore(run.calls.length + 1, run, isOne)];
}

const lineOf = ({ first, last, text }: CallLine): string =>
  first === last ? `Call ${first}, ${text}` : `Calls ${first} to ${last}, ${text}`;

/** What happened before a call, and is none itself. */
function linesBefore(number: number, { schedule, starts }: Run, isOne: boolean): readonly string[] {
  const incident = schedule.find(({ call }) => call === number);
  const crashed = starts.find(({ end, to }) => end.kind === 'crashed' && to === number - 1);
  if (incident?.kind === CRASH && crashed !== undefined) {
    // After another incident a program may be about to call something else than without one.
    const method = incident === schedule[0] ? incident.method : undefined;
    return [tellCrash(number, method, crashed, isOne)];
  }
  if (incident?.kind !== SWITCH || isOne) return [];
  return [`Then it was the other instance's turn.`];
}

const tellCrash = (number: number, method: string | undefined, { instance, start }: RunStart, isOne: boolean): string =>
  `Before call ${number}${method === undefined ? '' : `, ${method}`}, ${isOne ? 'the program' : `instance ${instance}`} was killed${start > 1 ? ' again' : ''}, and was started anew.`;

function tellCall(call: RunCall, kinds: ReadonlyMap<string, FaultKindOfRun>): string {
  const met = call.kind === undefined ? undefined : kinds.get(call.kind);
  const refusal = `${call.status}${call.reason === undefined ? '' : ` ${call.reason}`}`;
  if (met !== undefined)
    return met.isAnswered && call.status >= 400 ? `${met.tells}, and refused with ${refusal}` : met.tells;
  if (call.status === 0) return 'no answer';
  if (call.status >= 400) return `refused with ${refusal}`;
  if (call.operationError !== undefined) return `the operation had failed with ${call.operationError}`;
  return call.operation === undefined ? `answered` : `answered, the operation is ${call.operation}`;
}

function tellEnd(end: RunEnd): string {
  switch (end.kind) {
    case 'returned':
      return 'ended well';
    case 'threw':
      return `ended with the error: ${textOfError(end.error).replace(/\.$/, '')}`;
    case 'crashed':
      return 'was killed';
    case 'cutOff':
      return `was cut off: it ${end.why}`;
  }
}

/** What a call is about: its path without the project, which is the same in all lines; an operation is that of a call. */
function subjectOf({ path }: RunCall, { calls }: Run): string {
  const name = /\/operations\/([^/]+)$/.exec(path)?.[1];
  const started = name === undefined ? undefined : calls.find((call) => call.operationName === name && call.isMutation);
  return started === undefined
    ? path.replace(/^projects\/[^/]+\/(?:global\/)?(?=.)/, '')
    : `the operation of call ${started.number}`;
}
