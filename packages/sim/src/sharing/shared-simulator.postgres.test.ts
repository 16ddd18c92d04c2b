import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { HAS_POSTGRES, postgresForTests } from '../../test/on-postgres.ts';
import { openPostgres } from '../stores/postgres/open-postgres.ts';
import type { SharedSimulator, SharedSimulatorOptions } from './shared-simulator.ts';
import { createSharedSimulator } from './shared-simulator.ts';

const CHECKS = '/compute/v1/projects/p/global/healthChecks';

const insert = async (simulator: SharedSimulator, name: string) =>
  simulator.handle({ method: 'POST', url: CHECKS, body: { name, type: 'TCP' } });
const get = async (simulator: SharedSimulator, name: string) =>
  simulator.handle({ method: 'GET', url: `${CHECKS}/${name}` });

describe.skipIf(!HAS_POSTGRES)('on PostgreSQL', () => {
  const server = postgresForTests();
  const newCloud = (): string => `c${randomUUID().replaceAll('-', '_')}`;
  const shared = async (
    cloud: string,
    options: Omit<SharedSimulatorOptions, 'store'> = {},
  ): Promise<SharedSimulator> => {
    const { store } = await openPostgres(`${server().url}?cloud=${cloud}`);
    return createSharedSimulator({ startTime: 0, ...options, store });
  };

  async function ask(statement: string): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: server().url, application_name: 'test' });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(statement);
    await client.end();
    return rows;
  }

  const logOf = async (cloud: string): Promise<string> =>
    (await ask(`SELECT json FROM gcepool_${cloud} WHERE part = 0`)).map(({ json }) => String(json)).join('\n');

  test('three that write at the same time lose nothing and come to the same', async () => {
    const cloud = newCloud();
    const simulators = await Promise.all([1, 2, 3].map(() => shared(cloud)));
    const names = Array.from({ length: 60 }, (_, index) => `n${index}`);
    const insertAt = async (index: number, name: string) => {
      const simulator = simulators[index % 3];
      return simulator === undefined ? undefined : insert(simulator, name);
    };
    const answers = await Promise.all(
      names.flatMap((name, index) => [0, 1].map((more) => insertAt(index + more, name))),
    );
    expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(60);
    expect(answers.filter((answer) => answer?.status === 409)).toHaveLength(60);
    const texts = await Promise.all(
      simulators.map((simulator) => simulator.look((within) => JSON.stringify(within.snapshot()))),
    );
    expect(new Set(texts).size).toBe(1);
    await Promise.all(simulators.map((simulator) => simulator.close()));
  });

  test('local reads know what the server itself has answered at once, and what others have as soon as it is told', async () => {
    const cloud = newCloud();
    const one = await shared(cloud);
    const other = await shared(cloud, { reads: 'local' });
    expect((await insert(other, 'own')).status).toBe(200);
    expect((await get(other, 'own')).status).toBe(200);
    expect((await insert(one, 'b')).status).toBe(200);
    expect((await get(one, 'b')).status).toBe(200);
    // Nothing is asked of it meanwhile: it follows by itself, and that is all that is waited for.
    while (other.position < one.position) await new Promise((resolve) => setImmediate(resolve));
    expect(await other.look((within) => within.peek({ method: 'GET', url: `${CHECKS}/b` }).status)).toBe(200);
    await Promise.all([one.close(), other.close()]);
  });

  test('who closes in the middle has written down all that it answered, and leaves no connection', async () => {
    const cloud = newCloud();
    const one = await shared(cloud);
    const asked = Array.from({ length: 50 }, (_, index) => insert(one, `a${index}`));
    await asked[0];
    const later = Array.from({ length: 50 }, (_, index) => insert(one, `b${index}`));
    await one.close();
    const answers = await Promise.all([...asked, ...later]);
    const log = await logOf(cloud);
    for (const [index, { status }] of answers.entries()) {
      const name = `\\"${index < 50 ? 'a' : 'b'}${index % 50}\\"`;
      expect([200, 503]).toContain(status);
      expect(log.includes(name)).toBe(status === 200);
    }
    // A process of PostgreSQL ends a moment after it hears that its connection does.
    const open = `SELECT pid FROM pg_stat_activity WHERE application_name = 'gcepool'`;
    while ((await ask(open)).length > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  test.each([
    ['an older', 0],
    ['a newer', 2],
  ])('a cloud in the form of %s release is refused at the start, and left as it is', async (_which, format) => {
    const cloud = newCloud();
    const one = await shared(cloud);
    await insert(one, 'a');
    await one.close();
    await ask(`UPDATE gcepool_${cloud} SET format = ${format}`);
    const before = await logOf(cloud);
    await expect(shared(cloud)).rejects.toThrow(
      `it is written in form ${format}, and this release reads and writes form 1: start the release that the others are of`,
    );
    expect(await logOf(cloud)).toBe(before);
  });

  test('of two releases at the same time the older one stops, and writes nothing behind what it cannot read', async () => {
    const cloud = newCloud();
    const older = await shared(cloud);
    const newer = await shared(cloud);
    await insert(older, 'a');
    await insert(newer, 'b');
    await get(older, 'b');
    // As the newer one would have written it.
    await ask(
      `INSERT INTO gcepool_${cloud} (position, part, format, count, json) VALUES (${older.position + 1}, 0, 2, 1, '[{}]')`,
    );
    const before = await logOf(cloud);
    const answer = await insert(older, 'c');
    expect(answer).toMatchObject({ status: 503, body: { error: { message: expect.stringContaining('form 2') } } });
    expect((await get(older, 'a')).status).toBe(503);
    expect(older.failure).toContain('start the release that the others are of');
    expect(await logOf(cloud)).toBe(before);
    await Promise.all([older.close(), newer.close()]);
  });
});
