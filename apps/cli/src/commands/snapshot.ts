import type { CommandResult } from '../command-result.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { oneLine } from '../one-line.ts';
import { table } from '../output/table.ts';
import { keepSnapshot, keptSnapshots, readSnapshot } from '../snapshots/snapshot-files.ts';
import type { AddressOptions } from './sim-address.ts';
import { addressOf } from './sim-address.ts';

/** The flags of `gcepool snapshot save` and `load`. */
export interface SnapshotOptions extends Pick<AddressOptions, 'port' | 'url'> {
  readonly adminToken?: string;
}

/** Keeps all that a running simulator remembers under a name. */
export async function saveSnapshot(name: string, options: SnapshotOptions, io: Io): Promise<void> {
  await keepSnapshot(name, await answered(options));
  io.print(`saved ${name}`);
}

/** Lets a running simulator go back to what is kept under a name. */
export async function loadSnapshot(name: string, options: SnapshotOptions, io: Io): Promise<void> {
  await answered(options, { method: 'PUT', body: await readSnapshot(name) });
  io.print(`loaded ${name}`);
}

/** Lists what is kept. */
export async function listSnapshots(): Promise<CommandResult> {
  const snapshots = await keptSnapshots();
  const rows = snapshots.map(({ name, saved, bytes }) => [name, saved, `${Math.ceil(bytes / 1024)} KiB`]);
  return { document: { snapshots }, lines: () => (rows.length === 0 ? ['no snapshot is kept'] : table(rows)) };
}

/** Asks the control plane. @throws Failure with what it says, where it refuses, and where nothing listens */
async function answered(options: SnapshotOptions, request: RequestInit = {}): Promise<string> {
  const url = `${addressOf(options)}/_sim/snapshot`;
  const { adminToken } = options;
  const headers = adminToken === undefined ? {} : { authorization: `Bearer ${adminToken}` };
  const answer = await fetch(url, { ...request, headers }).catch((error: unknown) => {
    throw new Failure(1, `no simulator runs at ${addressOf(options)}; start one with \`gcepool sim\``, {
      cause: error,
    });
  });
  const text = await answer.text();
  if (!answer.ok) throw new Failure(1, `${url}: ${answer.status}: ${oneLine(text)}`);
  return text;
}
