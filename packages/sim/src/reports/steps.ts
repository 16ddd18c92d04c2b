import type { ApiRequest } from '../api/request.ts';
import type { CommandLog } from '../kernel/journal.ts';
import type { Command, RequestCommand } from '../simulation/simulation.ts';
import type { LoggedCall } from '../traffic/logged-call.ts';

/** One thing that happened: a request, or a change that was none. */
export type Step =
  | { readonly kind: 'change'; readonly change: Exclude<Command, RequestCommand> }
  | {
      readonly kind: 'call';
      /** Absent of a request that is not in the log. */
      readonly call: LoggedCall | undefined;
      readonly request: ApiRequest;
      readonly command: RequestCommand | undefined;
    };

/** What happened since the journal's base, in its order, and how many calls are left out: those before it, and those that are not kept. */
export function stepsOf(
  journal: CommandLog<Command>,
  calls: readonly LoggedCall[],
): { readonly steps: readonly Step[]; readonly left: number } {
  const { commands, forgotten } = journal;
  const steps: Step[] = [];
  let next = 0;
  let left = 0;
  /** Commands that came of no call. */
  const until = (end: number): void => {
    for (; next < end; next++) {
      const command = commands[next];
      if (command !== undefined) steps.push(stepOf(command, undefined));
    }
  };
  for (const call of calls) {
    const first = call.before - forgotten;
    if (first < 0) {
      left++;
      continue;
    }
    until(first);
    const end = first + call.commands;
    const own = commands.slice(first, end);
    // A request that changed something is kept as its command is.
    const command = own.find((one) => one.kind === 'request' && one.request === call.more?.request);
    for (const one of own) if (one !== command) steps.push(stepOf(one, undefined));
    next = Math.max(next, end);
    const request = call.more?.request ?? call.more?.asked ?? plainRead(call);
    if (command !== undefined) steps.push(stepOf(command, call));
    else if (request === undefined) left++;
    else steps.push({ kind: 'call', call, request, command: undefined });
  }
  until(commands.length);
  return { steps, left };
}

const stepOf = (command: Command, call: LoggedCall | undefined): Step =>
  command.kind === 'request'
    ? { kind: 'call', call, request: command.request, command }
    : { kind: 'change', change: command };

/** Of a read whose path says it all. */
function plainRead({ httpMethod, method, path, isMutation }: LoggedCall): ApiRequest | undefined {
  if (isMutation || method === undefined || httpMethod !== 'GET') return undefined;
  return { method: httpMethod, url: `/compute/v1/${path}`, headers: { authorization: 'Bearer recorded' } };
}
