import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { BackgroundFacts } from '../background/answer-for-process.ts';
import { backgroundFolder, logFileOf } from '../background/background-files.ts';
import { runningSimulator } from '../background/running-simulator.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { oneLine } from '../one-line.ts';
import { ownFile } from '../own-file.ts';

const BIN = fileURLToPath(ownFile('bin/gcepool.js'));

/**
 * Starts a simulator that runs on when this command has ended, and resolves when it serves. Where one of this user's runs on the port
 * already, that is it.
 *
 * @param flags as they were given, for `gcepool sim`
 */
export async function simStart(port: number, flags: readonly string[], io: Io): Promise<void> {
  const folder = backgroundFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const running = port === 0 ? undefined : await runningSimulator(folder, port);
  if (running !== undefined) {
    running.release();
    io.print(`already listening on ${running.url}`);
    tellConsole(running, io);
    if (flags.some((flag) => !flag.startsWith('--port=')))
      io.remark(
        `it was started before, so flags of this command have no effect; gcepool sim stop --port ${port} ends it`,
      );
    return;
  }
  const log = join(folder, `${randomUUID()}.log`);
  const facts = await started(log, ['sim', ...flags, `--background=${folder}`]);
  const { url, pid } = facts;
  const kept = logFileOf(folder, Number(new URL(url).port));
  await rename(log, kept);
  io.print(`listening on ${url}`);
  tellConsole(facts, io);
  io.remark(`it runs in the background, process ${pid}, and prints to ${kept}`);
}

function tellConsole(facts: BackgroundFacts, { print }: Io): void {
  if (facts.console !== undefined) print(`console on ${facts.console}`);
}

async function started(log: string, args: readonly string[]): Promise<BackgroundFacts> {
  const file = await open(log, 'a', 0o600);
  try {
    const child = spawn(process.execPath, [...process.execArgv, BIN, ...args], {
      detached: true,
      stdio: ['ignore', file.fd, file.fd, 'ipc'],
      windowsHide: true,
    });
    const facts = await new Promise<BackgroundFacts | number>((resolve, reject) => {
      child.once('error', reject);
      // What it sends is what `answerForProcess` does.
      child.once('message', (message) => resolve(message as BackgroundFacts));
      child.once('exit', (code) => resolve(code ?? 1));
    });
    if (typeof facts === 'number') {
      const said = oneLine((await readFile(log, 'utf8')).replaceAll(/^gcepool: /gm, ''));
      await rm(log);
      throw new Failure(facts === 2 ? 2 : 1, said === '' ? `it ended with status ${facts}` : said);
    }
    child.disconnect();
    child.unref();
    return facts;
  } finally {
    await file.close();
  }
}
