import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { watch } from 'node:fs';
import { backgroundFolder, logFileOf } from '../background/background-files.ts';
import { runningSimulator } from '../background/running-simulator.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { noneRuns } from './sim-status.ts';
import { stopSignal } from './stop-signal.ts';

/** Prints what a simulator in the background has printed, and with `follow` what it prints until it ends. */
export async function simLogs(port: number, follow: boolean, io: Io): Promise<void> {
  const folder = backgroundFolder();
  const path = logFileOf(folder, port);
  const running = follow ? await runningSimulator(folder, port) : undefined;
  const file = await open(path).catch((error: unknown) => {
    throw new Failure(1, noneRuns(port), { cause: error });
  });
  const print = linePrinter(io);
  try {
    if (running !== undefined) {
      // Before the first look, so that nothing falls in between.
      const changes = watch(path);
      const ended = Promise.race([running.ended, stopSignal()]).then(() => false);
      let changed: Promise<true>;
      do {
        changed = new Promise((resolve) => {
          changes.once('change', () => resolve(true));
        });
        await print(file);
      } while (await Promise.race([changed, ended]));
      changes.close();
      running.release();
    }
    await print(file);
  } finally {
    await file.close();
  }
}

/** Prints the whole lines that a file has more than when it was last looked at. */
function linePrinter(io: Io): (file: FileHandle) => Promise<void> {
  const buffer = Buffer.alloc(65_536);
  const decoder = new TextDecoder();
  let rest = '';
  return async (file) => {
    for (;;) {
      const { bytesRead } = await file.read(buffer);
      if (bytesRead === 0) return;
      const lines = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) io.print(line);
    }
  };
}
