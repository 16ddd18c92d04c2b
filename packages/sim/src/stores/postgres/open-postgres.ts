import type { SharedStore } from '../store.ts';
import { postgresAddress } from './postgres-address.ts';
import { PostgresStore } from './postgres-store.ts';

/** Options of {@link openPostgres}. */
export interface PostgresOptions {
  /**
   * How many commands are applied anew at a start, at most, and some more. Default: 10,000, which takes about a second; where there are more than 40,000
   * resources, as many as a quarter to a half of them.
   */
  readonly mostCommands?: number;
  /**
   * After how long a connection on which no answer comes is taken for lost, in milliseconds. It is opened anew then. Default: 5,000.
   */
  readonly timeoutMs?: number;
}

/** A database in which clouds are kept. */
export interface PostgresData {
  /** For the option `store` of `createSharedSimulator`, which closes it. */
  readonly store: SharedStore;
  /** The address without the password, for people. */
  readonly address: string;
}

/**
 * Opens a cloud that is kept in PostgreSQL, 15 or newer, and makes its table where there is none. Any number of processes may use it at the same
 * time. Needs `pg`, which is installed beside this package.
 *
 * @param url `postgres://user:password@host:5432/database`; `?cloud=NAME` is another cloud in the same database
 * @throws TypeError for what is no such URL, and for an option that makes no sense; Error where `pg` is not installed, the database cannot be reached or is too old
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<PostgresData> {
  const mostCommands = whole(options.mostCommands, 'mostCommands');
  const timeoutMs = whole(options.timeoutMs, 'timeoutMs') ?? 5000;
  const address = postgresAddress(url);
  const store = new PostgresStore(address, { mostCommands, timeoutMs });
  await store.prepare();
  return { store, address: address.shown };
}

function whole(value: number | undefined, name: string): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return value;
  throw new TypeError(`${name} must be a whole number, at least 1; got ${value}`);
}
