import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { JsonObject } from '../kernel/json.ts';
import type { Snapshot } from '../kernel/snapshot.ts';
import type { Extent, Seal } from './seal.ts';
import { missingOf } from './seal.ts';
import type { Kept, KeptCommand, KeptSettings, KeptState, Store } from './store.ts';

/**
 * What the tables below are called to hold; another form gets a later number. Until the second, commands were kept without what
 * they came to, and made other ids.
 */
const FORM = 2;

/** How many resources are written down in one row: a text has a longest length, and a state has none. */
const RESOURCES_IN_ROW = 1000;

/** Every row tells by its checksum whether it is what was written. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS state (part INTEGER PRIMARY KEY, json TEXT NOT NULL, crc INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS journal (sequence INTEGER PRIMARY KEY, json TEXT NOT NULL, crc INTEGER NOT NULL) STRICT;
  PRAGMA user_version = ${FORM};
`;

interface Row {
  readonly json: string;
  readonly crc: number;
}

/** The first row of a state: all but its resources. */
interface Head {
  readonly settings: KeptSettings;
  readonly snapshot: Snapshot;
  /** How many rows of resources follow. */
  readonly rows: number;
  /** How many whole states were written down, this one included. */
  readonly states: number;
  /** How many commands led to it. Absent in what earlier releases wrote, which is taken for the start. */
  readonly position?: number;
}

/** What is kept is not what was written. */
export class DamageError extends Error {}

/** Keeps a simulator in a database of SQLite. Every call is one transaction. */
export class SqliteStore implements Store {
  readonly mostCommands: number | undefined;
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #seal: Seal;
  #extent: Extent = { states: 0, changes: 0 };
  /** Of the state; undefined where there is none. */
  #position: number | undefined;

  /**
   * @param seal says how much was written, and is told
   * @throws Error for a database of a form this release does not know
   */
  constructor(database: DatabaseSync, mostCommands: number | undefined, seal: Seal) {
    this.mostCommands = mostCommands;
    this.#database = database;
    this.#seal = seal;
    // What is written has left this process when a call returns: it survives the end of the process, however that comes.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const form = database.prepare('PRAGMA user_version').get()?.['user_version'];
    if (form !== 0 && form !== FORM) {
      throw new Error(
        `what is kept is of form ${String(form)}, and this release reads form ${FORM}; the release that wrote it can read it, and give out a snapshot`,
      );
    }
    if (form === 0) database.exec(`BEGIN; ${TABLES} COMMIT;`);
    this.#insert = database.prepare('INSERT INTO journal (json, crc) VALUES (?, ?)');
  }

  /** @throws DamageError for what is not what was written */
  load(): Kept | undefined {
    const check = this.#database.prepare('PRAGMA quick_check(1)').get();
    if (check?.['quick_check'] !== 'ok')
      throw new DamageError(`SQLite finds it damaged: ${String(check?.['quick_check'])}`);
    const [first, ...rest] = this.#rows('SELECT json, crc FROM state ORDER BY part');
    const commands = this.#rows('SELECT json, crc FROM journal ORDER BY sequence') as readonly KeptCommand[];
    this.#checkSequence(commands.length);
    if (first === undefined && commands.length === 0) return undefined;
    // What is written here is read here, and has not changed in between.
    const head = first as Head | undefined;
    if (head === undefined || rest.length !== head.rows) throw new DamageError('a part of the state is missing');
    const resources = rest.flat() as Snapshot['resources'];
    this.#extent = { states: head.states, changes: commands.length };
    const { settings, snapshot, position = 0 } = head;
    this.#position = position;
    return { settings, snapshot: { ...snapshot, resources }, position, entries: commands };
  }

  /** What was sealed and is not there, in words; undefined if nothing is missing. It is sealed anew as it is. */
  sealedAnew(): string | undefined {
    const missing = missingOf(this.#extent, this.#seal.read());
    this.#seal.write(this.#extent);
    return missing;
  }

  append(after: number, commands: readonly KeptCommand[]): boolean {
    if (this.#position === undefined || after !== this.#position + this.#extent.changes) return false;
    if (commands.length === 1) this.#add(commands);
    else this.#atOnce(() => this.#add(commands));
    this.#sealed({ ...this.#extent, changes: this.#extent.changes + commands.length });
    return true;
  }

  #add(commands: readonly KeptCommand[]): void {
    for (const command of commands) {
      const json = JSON.stringify(command);
      this.#insert.run(json, crc32(json));
    }
  }

  replace(position: number, { settings, snapshot: { resources, ...snapshot } }: KeptState): boolean {
    if (this.#position !== undefined && position <= this.#position) return false;
    const insert = this.#database.prepare('INSERT INTO state (part, json, crc) VALUES (?, ?, ?)');
    const write = (part: number, value: unknown): void => {
      const json = JSON.stringify(value);
      insert.run(part, json, crc32(json));
    };
    const rows = chunksOf(resources);
    const states = this.#extent.states + 1;
    this.#atOnce(() => {
      this.#database.exec('DELETE FROM state; DELETE FROM journal;');
      write(0, { settings, snapshot, rows: rows.length, states, position });
      for (const [index, row] of rows.entries()) write(index + 1, row);
    });
    this.#position = position;
    this.#sealed({ states, changes: 0 });
    return true;
  }

  #atOnce(write: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      write();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #sealed(extent: Extent): void {
    this.#extent = extent;
    this.#seal.write(extent);
  }

  /** The rows of the journal are numbered without a gap. */
  #checkSequence(count: number): void {
    const last = this.#database.prepare('SELECT max(sequence) AS last FROM journal').get()?.['last'] ?? 0;
    if (last !== count) throw new DamageError('a change is missing among others');
  }

  #rows(query: string): readonly unknown[] {
    const values: unknown[] = [];
    for (const row of this.#database.prepare(query).iterate()) {
      // The columns are those of the query.
      const { json, crc } = row as unknown as Row;
      if (crc32(json) !== crc) throw new DamageError('a row is not what was written');
      values.push(JSON.parse(json));
    }
    return values;
  }
}

function chunksOf(resources: Snapshot['resources']): readonly (readonly (readonly [string, JsonObject])[])[] {
  const chunks: (readonly (readonly [string, JsonObject])[])[] = [];
  for (let start = 0; start < resources.length; start += RESOURCES_IN_ROW) {
    chunks.push(resources.slice(start, start + RESOURCES_IN_ROW));
  }
  return chunks;
}
