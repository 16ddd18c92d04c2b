import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import { HAS_POSTGRES, postgresForTests } from '../../../test/on-postgres.ts';
import { createSimulator } from '../../simulator.ts';
import type { Place } from '../store-contract.test-support.ts';
import { testStore } from '../store-contract.test-support.ts';
import type { KeptState, SharedEntry, SharedStore } from '../store.ts';
import { openPostgres } from './open-postgres.ts';
import { statementsOf } from './postgres-table.ts';

const state: KeptState = { settings: {}, snapshot: createSimulator().snapshot() };
const entry = (now: number): SharedEntry => ({ kind: 'advance', now, sequence: 0 });
const entries = (first: number, last: number): readonly SharedEntry[] =>
  Array.from({ length: last - first + 1 }, (_, index) => entry(first + index));

describe.skipIf(!HAS_POSTGRES)('a table of PostgreSQL', () => {
  const server = postgresForTests();
  const cloudUrl = (): string => `${server().url}?cloud=c${randomUUID().replaceAll('-', '_')}`;
  const opened = async (url = cloudUrl(), mostCommands?: number): Promise<SharedStore> =>
    (await openPostgres(url, mostCommands === undefined ? {} : { mostCommands })).store;

  /** Resolves when a connection waits for a lock, or when it is no longer to be expected. */
  async function waitingForLock(isOver: () => boolean): Promise<void> {
    const client = new pg.Client({ connectionString: server().url });
    await client.connect();
    const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
    while (!isOver() && (await client.query(waiting)).rowCount === 0);
    await client.end();
  }

  /** One for each test: what is left is opened again by the same name. */
  function placeOfATest(): Place {
    let url: string | undefined;
    let store: SharedStore | undefined;
    return {
      open: async () => {
        store = await opened((url ??= cloudUrl()));
        return store;
      },
      leave: async () => store?.close(),
    };
  }

  describe('as every store', () => {
    let place = placeOfATest();
    beforeEach(() => {
      place = placeOfATest();
    });
    testStore(() => place);
  });

  test('many who open a cloud at once make one table, and one of them begins', async () => {
    const url = cloudUrl();
    const stores = await Promise.all(Array.from({ length: 8 }, () => opened(url)));
    const begun = await Promise.all(stores.map((store) => store.replace(0, state)));
    expect(begun.filter(Boolean)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('of many who append behind the same position one succeeds, and all find the same', async () => {
    const url = cloudUrl();
    const stores = await Promise.all(Array.from({ length: 6 }, () => opened(url)));
    await stores[0]?.replace(0, state);
    for (let position = 0; position < 20; position++) {
      const won = await Promise.all(stores.map((store, index) => store.append(position, [entry(index)])));
      expect(won.filter(Boolean)).toHaveLength(1);
      const found = await Promise.all(stores.map((store) => store.since(position)));
      for (const one of found) expect(one).toEqual([entry(won.indexOf(true))]);
    }
    await Promise.all(stores.map((store) => store.close()));
  });

  test('what is trimmed is said to be no longer there, and nothing goes in its place', async () => {
    const url = cloudUrl();
    const store = await opened(url, 3);
    await store.replace(0, state);
    for (let position = 0; position < 10; position++) await store.append(position, [entry(position + 1)]);
    const client = new pg.Client({ connectionString: server().url });
    await client.connect();
    const table = `gcepool_${new URL(url).searchParams.get('cloud') ?? ''}`;
    // As if all of it had been written long ago.
    await client.query(`UPDATE ${table} SET written = now() - interval '1 hour'`);
    await client.end();
    expect(await store.replace(8, state)).toBe(true);
    expect(await store.since(2)).toBeUndefined();
    expect(await store.append(2, [entry(99)])).toBe(false);
    expect(await store.since(5)).toEqual(entries(6, 10));
    expect(await store.load()).toMatchObject({ position: 8, entries: entries(9, 10), start: state.snapshot });
    await store.close();
  });

  test('who follows is told of what others append, and not of what it appends itself', async () => {
    const url = cloudUrl();
    const [one, other] = [await opened(url), await opened(url)];
    await one.replace(0, state);
    let isTold = (): void => undefined;
    const told = new Promise<void>((resolve) => {
      isTold = resolve;
    });
    const own: string[] = [];
    one.follow(() => void own.push('told'));
    other.follow(isTold);
    // Who has asked once listens.
    for (const store of [one, other]) await store.since(0);
    await one.append(0, [entry(1)]);
    await told;
    // What was sent to it came before what it asks then.
    await one.since(0);
    expect(own).toEqual([]);
    await Promise.all([one.close(), other.close()]);
  });

  test('who follows hears of the last of many appends, though it is not told of each', async () => {
    const url = cloudUrl();
    const [one, other] = [await opened(url), await opened(url)];
    await one.replace(0, state);
    let found: readonly SharedEntry[] = [];
    const news = new Promise<void>((resolve) => {
      other.follow(async () => {
        // What is asked when all is found ends with the connection.
        found = (await other.since(0).catch(() => found)) ?? [];
        if (found.length === 200) resolve();
      });
    });
    await other.since(0);
    for (let position = 0; position < 200; position++) await one.append(position, [entry(position)]);
    await news;
    expect(found.at(-1)).toEqual(entry(199));
    await Promise.all([one.close(), other.close()]);
  });

  test('what is asked again and again looks at no more of the table than it needs, however long it was not looked at by PostgreSQL itself', async () => {
    const url = cloudUrl();
    const store = await opened(url);
    const table = `gcepool_${new URL(url).searchParams.get('cloud') ?? ''}`;
    const { append, appendAtOnce, since, prepareTurns } = statementsOf(table);
    const client = new pg.Client({ connectionString: server().url });
    await client.connect();
    const statements = [append, appendAtOnce].map(
      (text, index) => `PREPARE append_${index} (bigint, integer, text, text) AS ${text}`,
    );
    for (const statement of [...statements, `PREPARE since (bigint, integer) AS ${since}`, ...prepareTurns]) {
      await client.query(statement);
    }
    // As PostgreSQL makes it once for all values, when a statement was used often.
    await client.query('SET plan_cache_mode = force_generic_plan');
    const appended = `(1, 1, '[]', NULL)`;
    for (const call of [
      `append_0 ${appended}`,
      `append_1 ${appended}`,
      `append_in_turn ${appended}`,
      'since (1, 1)',
      'since_in_turn (1, 1)',
    ]) {
      const plan = (await client.query<{ readonly 'QUERY PLAN': string }>(`EXPLAIN EXECUTE ${call}`)).rows;
      const text = [call, ...plan.map((row) => row['QUERY PLAN'])].join('\n');
      expect(text).toContain(`on ${table}`);
      expect(text).not.toContain('Seq Scan');
      expect(text).not.toContain('Sort');
    }
    await client.end();
    await store.close();
  });

  describe('a turn', () => {
    test('is had by one at a time, who sees what was appended in the turn before', async () => {
      const url = cloudUrl();
      const stores = await Promise.all(Array.from({ length: 4 }, () => opened(url)));
      await stores[0]?.replace(0, state);
      await Promise.all(
        stores.map(async (store) => {
          let known = 0;
          for (let number = 0; number < 5; number++) {
            known += (await store.awaitTurn?.(known))?.length ?? 0;
            expect(await store.append(known, [entry(number)])).toBe(true);
            known++;
          }
        }),
      );
      expect(await stores[0]?.since(0)).toHaveLength(20);
      await Promise.all(stores.map((store) => store.close()));
    });

    test('is not overtaken by who has none, who waits and finds that it was not first', async () => {
      const url = cloudUrl();
      const [one, other] = [await opened(url), await opened(url)];
      await one.replace(0, state);
      await one.awaitTurn?.(0);
      let isOver = false;
      const overtaking = other.append(0, [entry(2)]).finally(() => (isOver = true));
      await waitingForLock(() => isOver);
      expect(await one.append(0, [entry(1)])).toBe(true);
      expect(await overtaking).toBe(false);
      expect(await other.since(0)).toEqual([entry(1)]);
      expect(await other.append(1, [entry(3)])).toBe(true);
      await Promise.all([one.close(), other.close()]);
    });

    test('that lasts too long is not waited for without one either', async () => {
      const url = cloudUrl();
      const [one, other] = [await opened(url), (await openPostgres(url, { timeoutMs: 400 })).store];
      await one.replace(0, state);
      await one.awaitTurn?.(0);
      expect(await other.append(0, [entry(1)])).toBe(true);
      expect(await one.append(0, [entry(2)])).toBe(false);
      await Promise.all([one.close(), other.close()]);
    });

    test('that is passed, or whose holder is gone, is the next one’s', async () => {
      const url = cloudUrl();
      const [one, other, third] = [await opened(url), await opened(url), await opened(url)];
      await one.replace(0, state);
      await one.awaitTurn?.(0);
      const waiting = other.awaitTurn?.(0);
      await one.passTurn?.();
      expect(await waiting).toEqual([]);
      const next = third.awaitTurn?.(0);
      await other.close();
      expect(await next).toEqual([]);
      expect(await third.append(0, [entry(1)])).toBe(true);
      await Promise.all([one.close(), third.close()]);
    });

    test('promises nothing: who does not wait may be first, and who waits too long is told', async () => {
      const url = cloudUrl();
      const [one, other] = [await opened(url), (await openPostgres(url, { timeoutMs: 400 })).store];
      await one.replace(0, state);
      await one.awaitTurn?.(0);
      await expect(other.awaitTurn?.(0)).rejects.toThrow('lock timeout');
      expect(await other.append(0, [entry(1)])).toBe(true);
      expect(await one.append(0, [entry(2)])).toBe(false);
      expect(await one.since(0)).toEqual([entry(1)]);
      // What was refused has left nothing behind.
      expect(await other.awaitTurn?.(1)).toEqual([]);
      expect(await other.append(1, [entry(3)])).toBe(true);
      await Promise.all([one.close(), other.close()]);
    });

    test('whose holder is heard of no more is over, and the holder goes on with another connection', async () => {
      const url = cloudUrl();
      const [one, other] = [(await openPostgres(url, { timeoutMs: 600 })).store, await opened(url)];
      await one.replace(0, state);
      await one.awaitTurn?.(0);
      // Not before PostgreSQL has ended it.
      expect(await other.awaitTurn?.(0)).toEqual([]);
      expect(await other.append(0, [entry(1)])).toBe(true);
      const late = await one.append(0, [entry(2)]).catch(() => 'lost');
      expect([false, 'lost']).toContain(late);
      expect(await one.append(1, [entry(2)])).toBe(true);
      await Promise.all([one.close(), other.close()]);
    });
  });

  describe('what cannot be opened is said, with the reason', () => {
    const as = (user: string, database = 'postgres'): string =>
      server()
        .url.replace('gce@', `${user}@`)
        .replace(/postgres$/, database);
    const ask = async (...statements: readonly string[]): Promise<void> => {
      const client = new pg.Client({ connectionString: server().url });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    };

    test('a database that there is not', async () => {
      await expect(openPostgres(as('gce', 'nothing'))).rejects.toThrow('database "nothing" does not exist');
    });

    test('a wrong password, which is not shown', async () => {
      await ask(
        `CREATE ROLE locked LOGIN PASSWORD 'right'`,
        `DO $$ BEGIN EXECUTE format('COPY (VALUES (''host all locked 127.0.0.1/32 scram-sha-256''), (''host all all 127.0.0.1/32 trust'')) TO %L', current_setting('hba_file')); END $$`,
        'SELECT pg_reload_conf()',
      );
      // A server that reloads does so a moment later.
      let error: unknown;
      for (let tries = 0; tries < 1000; tries++) {
        error = await openPostgres(as('locked:geheim')).catch((thrown: unknown) => thrown);
        if (String(error).includes('password')) break;
      }
      expect(String(error)).toContain('password authentication failed for user "locked"');
      expect(String(error)).not.toContain('geheim');
    });

    test('one in which no table may be made', async () => {
      await ask('CREATE ROLE reader LOGIN');
      await expect(openPostgres(`${as('reader')}?cloud=unmade`)).rejects.toThrow('permission denied for schema public');
    });

    test('one that is too old', async () => {
      await ask(
        'CREATE ROLE old LOGIN',
        'CREATE SCHEMA older',
        'GRANT USAGE ON SCHEMA older TO old',
        `CREATE FUNCTION older.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT '140012' $$`,
        'ALTER ROLE old SET search_path = older, pg_catalog',
      );
      await expect(openPostgres(as('old'))).rejects.toThrow('it is PostgreSQL 14, and 15 or newer is needed');
    });
  });

  test('a log in a form of a later release is refused, with the way out', async () => {
    const url = cloudUrl();
    const store = await opened(url);
    await store.replace(0, state);
    await store.append(0, [entry(1)]);
    const client = new pg.Client({ connectionString: server().url });
    await client.connect();
    const table = `gcepool_${new URL(url).searchParams.get('cloud') ?? ''}`;
    await client.query(`UPDATE ${table} SET format = 2 WHERE position = 1`);
    await client.end();
    const refused =
      'it is written in form 2, and this release reads and writes form 1: start the release that the others are of';
    const error: unknown = await store.since(0).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new Error(refused));
    expect(store.isFinal(error)).toBe(true);
    await expect(store.load()).rejects.toThrow(refused);
    await store.close();
  });

  test('a database that is out of reach is told without the password', async () => {
    for (const url of ['postgres://gce:geheim@127.0.0.1:9/postgres', 'postgres://gce:geheim@127.0.0.1:x/postgres']) {
      const error: unknown = await openPostgres(url).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).not.toContain('geheim');
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('geheim');
    }
  });
});
