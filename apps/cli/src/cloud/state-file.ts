import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { createSimulator } from '@gcepool/sim';
import type { Simulator, Snapshot } from '@gcepool/sim';
import { Failure, usageFailure } from '../failure.ts';
import { whyUnreadable } from '../why-unreadable.ts';

/** The simulator whose state a file keeps; a new one where there is no such file yet. */
export async function readStateFile(path: string): Promise<Simulator> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw usageFailure(`--state ${path}: cannot be read: ${whyUnreadable(error)}`, error);
  });
  if (text === undefined) return createSimulator();
  try {
    // The simulator checks the version of a snapshot, and refuses what is none.
    return createSimulator({ snapshot: JSON.parse(text) as Snapshot });
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(/\s*\n\s*/g, ' ') : String(error);
    throw usageFailure(
      `--state ${path}: is not a state that gcepool wrote (${reason}); name another file, or one that is not there yet`,
      error,
    );
  }
}

/** Writes the simulator's state to the file: all of it, or the file stays as it was. */
export async function writeStateFile(path: string, simulator: Simulator): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, `${JSON.stringify(simulator.snapshot())}\n`);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(1, `--state ${path}: cannot be written, so what this command did is lost: ${reason}`, {
      cause: error,
    });
  }
}
