import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../index.ts';
import { createSimulator } from '../index.ts';
import type { DataOptions, SimulatorData } from './open-data.ts';
import { openData } from './open-data.ts';
import { Seal } from './seal.ts';

const GLOBAL = '/compute/v1/projects/p/global';

let folder: string;
const opened: SimulatorData[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-data-'));
});
afterEach(async () => {
  for (const data of opened.splice(0)) data.close();
  await rm(folder, { recursive: true });
});

const file = (): string => join(folder, 'simulator.sqlite');

async function open(options?: DataOptions): Promise<SimulatorData> {
  const data = await openData(folder, options);
  opened.push(data);
  return data;
}

/** Ends the use of the folder, as the end of a process does: nothing is written at the last moment. */
const close = (): void => opened.pop()?.close();

async function start(options?: SimulatorOptions, data?: DataOptions): Promise<Simulator> {
  const { store } = await open(data);
  return createSimulator({ ...options, store });
}

const insert = (simulator: Simulator, name: string): number =>
  simulator.handle({ method: 'POST', url: `${GLOBAL}/healthChecks`, body: { name, type: 'TCP' } }).status;

const text = (simulator: Simulator): string => JSON.stringify(simulator.snapshot());

/** Whatever changes the state of a simulator, in an order of its own. */
const CHANGES: readonly ((simulator: Simulator) => void)[] = [
  (simulator) => void insert(simulator, 'a'),
  (simulator) => void insert(simulator, 'a'),
  (simulator) => simulator.clock.advance(500),
  (simulator) => void simulator.handle({ method: 'GET', url: `${GLOBAL}/healthChecks/a` }),
  (simulator) =>
    void simulator.handle({ method: 'PATCH', url: `${GLOBAL}/healthChecks/a`, body: { checkIntervalSec: 9 } }),
  (simulator) => simulator.quotas.set({ project: 'p', metric: 'HEALTH_CHECKS', limit: 3 }),
  (simulator) => simulator.latency.set({ method: '*.insert', ms: 7 }),
  (simulator) => void insert(simulator, 'b'),
  (simulator) => void insert(simulator.fork(), 'c'),
  (simulator) => void simulator.handle({ method: 'DELETE', url: `${GLOBAL}/healthChecks/a` }),
];

describe.each([1, 2, 3, 10_000])('with the whole state written down every %i commands', (mostCommands) => {
  test('a simulator goes on where it was, whatever happened to it', async () => {
    const twin = createSimulator();
    for (const change of CHANGES) {
      const simulator = await start({}, { mostCommands });
      for (const one of [simulator, twin]) change(one);
      expect(text(simulator)).toBe(text(twin));
      close();
      // Traffic is no part of the cloud: its rules end with the process.
      twin.latency.clear();
    }
    const simulator = await start({}, { mostCommands });
    expect(text(simulator)).toBe(text(twin));
    expect(JSON.stringify(simulator.replayed())).toBe(text(simulator));
  });
});

test('reset and restore are kept too', async () => {
  const simulator = await start();
  insert(simulator, 'a');
  const snapshot = simulator.snapshot();
  simulator.reset();
  const empty = text(simulator);
  close();
  const second = await start();
  expect(text(second)).toBe(empty);
  second.restore(snapshot);
  close();
  expect(text(await start())).toBe(JSON.stringify(snapshot));
});

test('what is kept comes before the option snapshot, which is where a reset leads', async () => {
  const snapshot = createSimulator({ seed: 's', startTime: 0 }).snapshot();
  insert(await start(), 'a');
  close();
  const simulator = await start({ snapshot });
  expect(simulator.handle({ method: 'GET', url: `${GLOBAL}/healthChecks/a` }).status).toBe(200);
  simulator.reset();
  expect(simulator.clock.now()).toBe(0);
});

test.each<SimulatorOptions>([
  { seed: 'other' },
  { strict: true },
  { operationLatencyMs: Infinity },
  { quotas: 'enforced' },
])('other options, under which the journal has another effect, are refused: %j', async (options) => {
  insert(await start(), 'a');
  close();
  await expect(start(options)).rejects.toThrow(`${Object.keys(options)[0] ?? ''}: what is kept was made with`);
  close();
  expect((await start()).journal).toHaveLength(1);
});

test('two at once would each answer from a state of their own', async () => {
  await start();
  await expect(openData(folder)).rejects.toThrow('another process uses');
});

test('a folder that cannot be written to is named', async () => {
  await writeFile(join(folder, 'note'), '');
  await expect(openData(join(folder, 'note'))).rejects.toThrow(/cannot be written to \(EEXIST/);
  await expect(openData(join(folder, 'note', 'data'))).rejects.toThrow(/cannot be written to \(ENOTDIR/);
  await expect(openData(join(folder, 'a'.repeat(300)))).rejects.toThrow(/cannot be written to \(ENAMETOOLONG/);
  await mkdir(join(folder, 'data', 'simulator.sqlite'), { recursive: true });
  await expect(openData(join(folder, 'data'))).rejects.toThrow(
    `${join(folder, 'data')} cannot be written to (unable to open database file`,
  );
  await mkdir(join(folder, 'other', 'simulator.sqlite-seal'), { recursive: true });
  await expect(openData(join(folder, 'other'))).rejects.toThrow(/cannot be written to \(EISDIR/);
  await expect(openData(folder, { mostCommands: 0 })).rejects.toThrow('mostCommands');
});

describe('a damaged file is set aside and reported', () => {
  const flip = async (find: string): Promise<void> => {
    const bytes = await readFile(file());
    const at = bytes.indexOf(find);
    expect(at).toBeGreaterThan(0);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file(), bytes);
  };
  const damages: readonly [string, () => Promise<void>][] = [
    ['a letter of the journal', () => flip('healthChecks","headers')],
    ['a letter of the state', () => flip('gcepool-simulator')],
    [
      'its first bytes',
      () => writeFile(file(), 'not a database at all, but some text that is long enough'.repeat(100)),
    ],
    ['half of it', async () => writeFile(file(), (await readFile(file())).subarray(0, 9000))],
    ['a row', async () => run('DELETE FROM state WHERE part = 0')],
  ];
  const run = async (sql: string): Promise<void> => {
    const database = new DatabaseSync(file());
    database.exec(sql);
    database.close();
    await Promise.resolve();
  };

  test.each(damages)('%s', async (_, damage) => {
    for (const name of ['a', 'b', 'c']) {
      insert(await start(), name);
      close();
    }
    await damage();
    const before = await readFile(file());
    const data = await open();
    expect(data.damage).toEqual(expect.any(String));
    expect(data.setAside).toBe(`${file()}.damaged-1`);
    expect(await readFile(`${file()}.damaged-1`)).toEqual(before);
    expect(insert(createSimulator({ store: data.store }), 'a')).toBe(200);
  });

  test('once more does not overwrite what was set aside before', async () => {
    for (const nonsense of ['one', 'two']) {
      await writeFile(file(), nonsense.repeat(1000));
      await open();
      close();
    }
    const names = await readdir(folder);
    expect(names.filter((name) => !name.endsWith('-seal')).toSorted()).toEqual([
      'simulator.sqlite',
      'simulator.sqlite.damaged-1',
      'simulator.sqlite.damaged-2',
    ]);
  });

  test.each([1, 3])('but what another release wrote, of form %i, is left alone', async (form) => {
    await start();
    close();
    await run(`PRAGMA user_version = ${form}`);
    await expect(openData(folder)).rejects.toThrow(
      `form ${form}, and this release reads form 2; the release that wrote it`,
    );
    expect(await readdir(folder)).toEqual(['simulator.sqlite', 'simulator.sqlite-seal']);
  });
});

describe('a write-ahead log that is damaged beside an intact file', () => {
  /** A folder as the end of a process leaves it after so many inserts, with its log. */
  async function abandoned(inserts: number, mostCommands = 10_000): Promise<string> {
    const simulator = await start({}, { mostCommands });
    for (let index = 0; index < inserts; index++) insert(simulator, `h${index}`);
    const copy = await mkdtemp(join(tmpdir(), 'gcepool-data-'));
    await cp(folder, copy, { recursive: true });
    close();
    await rm(folder, { recursive: true });
    folder = copy;
    return `${file()}-wal`;
  }

  test('is intact, and nothing is missing', async () => {
    await abandoned(5);
    const data = await open();
    expect([data.missing, data.damage]).toEqual([undefined, undefined]);
    expect(createSimulator({ store: data.store }).journal).toHaveLength(5);
  });

  test.each([0.3, 0.5, 0.7, 0.9])('at %d of its length: what is missing is told, once', async (part) => {
    const log = await abandoned(20);
    const bytes = await readFile(log);
    const at = Math.floor(bytes.length * part);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(log, bytes);
    const data = await open();
    const { journal } = createSimulator({ store: data.store });
    expect(journal.length).toBeLessThan(20);
    const missing = 20 - journal.length;
    expect(data.missing).toBe(missing === 1 ? 'the latest change' : `the latest ${missing} changes`);
    close();
    expect((await open()).missing).toBeUndefined();
  });

  test('is gone, with the whole state that it held', async () => {
    const log = await abandoned(5, 2);
    await rm(log);
    const data = await open();
    expect(data.damage ?? data.missing).toEqual(expect.any(String));
  });

  test('is as it was when the process ended before it had sealed the latest change', async () => {
    await abandoned(3);
    const seal = new Seal(`${file()}-seal`);
    seal.write({ states: 1, changes: 2 });
    seal.close();
    expect((await open()).missing).toBeUndefined();
  });

  test('a row that is gone from among others is damage', async () => {
    await abandoned(3);
    const database = new DatabaseSync(file());
    database.exec('DELETE FROM journal WHERE sequence = 2');
    database.close();
    expect((await open()).damage).toContain('missing among others');
  });
});
