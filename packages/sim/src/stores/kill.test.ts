import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Dice } from '../../test/fuzz/dice.ts';

const SEED = Number(process.env['GCEPOOL_TEST_SEED']);
const ROUNDS = Number(process.env['GCEPOOL_TEST_KILLS'] ?? 6);
/** So few that what a folder holds does not grow without end. */
const IN_FOLDER = 50;
const AT_ONCE = 4;
/** So few that the whole state is written down several times a round, and some of the kills come in the middle of that. */
const MOST_COMMANDS = 20;

const CHECKS = '/compute/v1/projects/p/global/healthChecks';
const script = fileURLToPath(new URL('../../test/kept-server.ts', import.meta.url));
/** What is published starts five times as fast: for many rounds, after `npm run build`. */
const CONDITIONS = process.env['GCEPOOL_TEST_BUILT'] === undefined ? ['--conditions=@gcepool/source'] : [];

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
}

interface Check {
  readonly name: string;
  readonly description: string;
  readonly checkIntervalSec: number;
}

async function serve(folder: string): Promise<Server> {
  const args = [...CONDITIONS, '--disable-warning=ExperimentalWarning', script, folder];
  const child = spawn(process.execPath, [...args, String(MOST_COMMANDS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the server does not start');
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  // From here on its end is what the test is about.
  ended.catch(() => undefined);
  return { child, url: String(line).trim() };
}

/** What was asked for and what was answered, of one health check. */
interface Written {
  sent: number;
  answered: number;
}

/** Inserts health checks and changes them, with both of two fields in one request, until the server is gone. */
async function write(url: string, name: string, written: Map<string, Written>, onAnswer: () => void): Promise<void> {
  const state: Written = { sent: 0, answered: 0 };
  written.set(name, state);
  for (let version = 1; version <= 3; version++) {
    state.sent = version;
    const fields = { description: String(version), checkIntervalSec: version, timeoutSec: 1 };
    const isInsert = version === 1;
    const response = await fetch(url + (isInsert ? CHECKS : `${CHECKS}/${name}`), {
      method: isInsert ? 'POST' : 'PATCH',
      body: JSON.stringify(isInsert ? { name, type: 'TCP', ...fields } : fields),
    });
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    state.answered = version;
    onAnswer();
    // A read completes the operation, so that the next request is not refused.
    await (await fetch(`${url}${CHECKS}/${name}`)).arrayBuffer();
  }
}

/** Has clients write to a server, and kills it after so many answers. */
async function writeUntilKilled(
  { child, url }: Server,
  answers: number,
  nameOf: (client: number, made: number) => string,
  written: Map<string, Written>,
): Promise<void> {
  const exited = once(child, 'exit');
  let left = answers;
  const onAnswer = (): void => {
    if (--left === 0) child.kill('SIGKILL');
  };
  const client = async (index: number): Promise<void> => {
    for (let made = 0; ; made++) await write(url, nameOf(index, made), written, onAnswer);
  };
  const clients = await Promise.allSettled(Array.from({ length: AT_ONCE }, (_, index) => client(index)));
  // The connection is lost; anything else is what the test is about.
  for (const { reason } of clients as PromiseRejectedResult[]) expect(reason).toBeInstanceOf(TypeError);
  await exited;
}

async function readAll(url: string): Promise<ReadonlyMap<string, Check>> {
  const all = new Map<string, Check>();
  let pageToken = '';
  do {
    const response = await fetch(`${url}${CHECKS}?maxResults=500&pageToken=${pageToken}`);
    const page = (await response.json()) as { items?: readonly Check[]; nextPageToken?: string };
    for (const check of page.items ?? []) all.set(check.name, check);
    pageToken = page.nextPageToken ?? '';
  } while (pageToken !== '');
  return all;
}

function checkAll(found: ReadonlyMap<string, Check>, written: Map<string, Written>): void {
  for (const [name, { sent, answered }] of written) {
    const check = found.get(name);
    const version = check?.checkIntervalSec ?? 0;
    expect(version).toBeGreaterThanOrEqual(answered);
    expect(version).toBeLessThanOrEqual(sent);
    expect(check?.description ?? '0').toBe(String(version));
    // What was in doubt is settled now.
    written.set(name, { sent: version, answered: version });
  }
  expect([...found.keys()].filter((name) => !written.has(name))).toEqual([]);
}

/**
 * Kills the servers of one folder, one after the other, each of which must have all that was answered before.
 *
 * @returns how many resources were written
 */
async function killInFolder(rounds: number, dice: Dice): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-kill-'));
  const written = new Map<string, Written>();
  try {
    for (let round = 0; round < rounds; round++) {
      const server = await serve(folder);
      checkAll(await readAll(server.url), written);
      const nameOf = (client: number, made: number): string => `c${round}-${client}-${made}`;
      await writeUntilKilled(server, 1 + dice.below(30), nameOf, written);
    }
    const { child, url } = await serve(folder);
    checkAll(await readAll(url), written);
    child.kill('SIGKILL');
    await once(child, 'exit');
    return written.size;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test(
  `killed ${ROUNDS} times while clients write: what was answered is there, and nothing is half there`,
  { timeout: 30 * 60_000 + 60_000 * ROUNDS },
  async () => {
    const dice = new Dice(SEED);
    for (let left = ROUNDS; left > 0; left -= IN_FOLDER) {
      const rounds = Math.min(left, IN_FOLDER);
      expect(await killInFolder(rounds, dice)).toBeGreaterThan(rounds);
    }
  },
);
