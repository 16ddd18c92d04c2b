import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Seal } from './seal.ts';
import { DamageError, SqliteStore } from './sqlite-store.ts';
import type { Kept, Store } from './store.ts';

/** Options of {@link openData}. */
export interface DataOptions {
  /**
   * How many commands are applied anew at a start, at most. Default: 10,000, which takes about a second; where there are more than 40,000
   * resources, as many as a quarter to a half of them.
   */
  readonly mostCommands?: number;
}

/** A folder in which a simulator is kept. */
export interface SimulatorData {
  /** For the option `store` of `createSimulator`. */
  readonly store: Store;
  /** The path of what was found damaged and set aside, if anything was; a new beginning was made. */
  readonly setAside: string | undefined;
  /** Why it was set aside. */
  readonly damage: string | undefined;
  /**
   * What was kept once and is not there any more, if anything: the end of what was written was damaged or, after a power
   * failure, had not reached the disk. The simulator goes on from what is there.
   */
  readonly missing: string | undefined;
  /** Ends the use of the folder. */
  close(): void;
}

const FILE = 'simulator.sqlite';
/** What SQLite keeps beside its file. */
const SIDES = ['-wal', '-shm', '-seal'];

/**
 * Opens the folder in which a simulator is kept, and makes it where there is none. Another process must not use it at the
 * same time.
 *
 * @throws Error when the folder cannot be used, another process uses it, or this Node.js has no SQLite; TypeError for an
 *   option that makes no sense
 */
export async function openData(folder: string, options: DataOptions = {}): Promise<SimulatorData> {
  const { mostCommands } = options;
  if (mostCommands !== undefined && !(Number.isInteger(mostCommands) && mostCommands >= 1)) {
    throw new TypeError(`mostCommands must be a whole number, at least 1; got ${mostCommands}`);
  }
  const { DatabaseSync } = await import('node:sqlite').catch((error: unknown) => {
    throw new Error(`keeping a simulator needs Node.js 22.13 or newer, and this is ${process.versions.node}`, {
      cause: error,
    });
  });
  const path = join(folder, FILE);
  const open = (): Pick<SimulatorData, 'store' | 'missing' | 'close'> => {
    const database = new DatabaseSync(path);
    let seal: Seal | undefined;
    const close = (): void => {
      database.close();
      seal?.close();
    };
    try {
      // One process at a time: two would each answer from a state of its own.
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
      seal = new Seal(`${path}-seal`);
      const kept = new SqliteStore(database, mostCommands, seal);
      const store = loadedOnce(kept);
      return { store, missing: kept.sealedAnew(), close };
    } catch (error) {
      close();
      throw error;
    }
  };
  try {
    mkdirSync(folder, { recursive: true });
    return { ...open(), setAside: undefined, damage: undefined };
  } catch (error) {
    if (isBusy(error)) throw new Error(`another process uses ${path}`, { cause: error });
    if (isUnwritable(error)) throw new Error(`${folder} cannot be written to (${messageOf(error)})`, { cause: error });
    if (!isDamage(error)) throw error;
    const setAside = moveAside(path);
    return { ...open(), setAside, damage: messageOf(error) };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Reads at once what is kept, so that damage shows while the file can still be set aside. */
function loadedOnce(store: Store): Store {
  let kept: Kept | undefined = store.load();
  return {
    ...(store.mostCommands !== undefined && { mostCommands: store.mostCommands }),
    load: () => {
      const first = kept;
      // Read once; it may be large.
      kept = undefined;
      return first;
    },
    append: (after, commands) => store.append(after, commands),
    replace: (position, state) => store.replace(position, state),
  };
}

function moveAside(path: string): string {
  let number = 1;
  while (existsSync(`${path}.damaged-${number}`)) number++;
  const aside = `${path}.damaged-${number}`;
  for (const side of ['', ...SIDES]) {
    if (existsSync(path + side)) renameSync(path + side, aside + side);
  }
  return aside;
}

/** Result codes of SQLite. */
const BUSY = 5;
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

const codeOf = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;

/** What keeps files from being written: of SQLite `READONLY`, `CANTOPEN`, `PERM` and `FULL`, and of the system. */
const UNWRITABLE: ReadonlySet<number> = new Set([8, 14, 3, 13]);
const UNWRITABLE_CODES: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ENAMETOOLONG',
  // What Node.js says of folders to make on a file system that is read-only.
  'ENOENT',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
]);

const isUnwritable = (error: unknown): boolean =>
  UNWRITABLE.has(codeOf(error)) || (error instanceof Error && 'code' in error && UNWRITABLE_CODES.has(error.code));

const isBusy = (error: unknown): boolean => codeOf(error) === BUSY;

/** Whether what is there is not what was written, and not merely out of reach. */
const isDamage = (error: unknown): boolean => error instanceof DamageError || DAMAGED.has(codeOf(error));
