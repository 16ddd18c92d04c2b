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
const AT_ONCE = 4;
/** So few that the whole state is written down several times a round, and some of the kills come in the middle of that. */
const MOST_COMMANDS = 40;

const CHECKS = '/compute/v1/projects/p/global/healthChecks';
const script = fileURLToPath(new URL('../../test/kept-server.ts', import.meta.url));

interface Check {
  readonly name: string;
  readonly description: string;
  readonly checkIntervalSec: number;
}

async function serve(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const args = ['--conditions=@gcepool/source', '--disable-warning=ExperimentalWarning', script, folder];
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

async function writeUntilKilled(
  folder: string,
  round: number,
  dice: Dice,
  written: Map<string, Written>,
): Promise<void> {
  const { child, url } = await serve(folder);
  const exited = once(child, 'exit');
  let left = 1 + dice.below(60);
  const onAnswer = (): void => {
    if (--left === 0) child.kill('SIGKILL');
  };
  const client = async (index: number): Promise<void> => {
    for (let made = 0; ; made++) await write(url, `c${round}-${index}-${made}`, written, onAnswer);
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

test(`killed ${ROUNDS} times while clients write: what was answered is there, and nothing is half there`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-kill-'));
  const dice = new Dice(SEED);
  const written = new Map<string, Written>();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await writeUntilKilled(folder, round, dice, written);
      const { child, url } = await serve(folder);
      const found = await readAll(url);
      child.kill('SIGKILL');
      await once(child, 'exit');
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
    expect(written.size).toBeGreaterThan(ROUNDS);
  } finally {
    await rm(folder, { recursive: true });
  }
});
