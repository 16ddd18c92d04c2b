import type { ScriptForm } from '@gcepool/sim';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { AddressOptions } from './sim-address.ts';
import { addressOf } from './sim-address.ts';
import { askControl } from './ask-control.ts';

/** The flags of `gcepool sim script`. */
export interface SimScriptOptions extends Pick<AddressOptions, 'port' | 'url'> {
  readonly as: ScriptForm;
  readonly since?: number;
  readonly until?: number;
}

/** Prints calls that a running simulator was sent, as a script that does the same. */
export async function simScript({ as, since, until, ...address }: SimScriptOptions, io: Io): Promise<void> {
  const answer = await askControl(addressOf(address), '/calls/script', { as, since, until });
  const script = typeof answer === 'object' && answer !== null && 'script' in answer ? answer.script : undefined;
  if (typeof script !== 'string') throw new Failure(1, 'the simulator is too old to write scripts');
  io.print(script.trimEnd());
}
