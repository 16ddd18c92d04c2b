import type { Kept, KeptState, SharedEntry, SharedStore } from '../store.ts';
import { Announcements } from './announcements.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { PostgresAppends } from './postgres-appends.ts';
import { codeOf, PostgresConnection } from './postgres-connection.ts';
import type { BatchRow, Head, PartRow } from './postgres-rows.ts';
import { chunksOf, entriesOf, FormatError, stateOf } from './postgres-rows.ts';
import type { Statements } from './postgres-table.ts';
import { QUICK_COMPRESSION, statementsOf } from './postgres-table.ts';

/** How many batches are fetched at once. */
const BATCHES_AT_ONCE = 500;
/** How much longer a whole state may take than what is asked with every request. */
const PATIENCE_FOR_STATES = 20;

/** How long it waits before it asks a database again that is out of reach: at first, and at most. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;

/** So many commands before a state stay, for who is behind. */
const GRACE_COMMANDS = 10_000;

const UNDEFINED_TABLE = '42P01';

export interface PostgresStoreOptions {
  readonly mostCommands: number | undefined;
  readonly timeoutMs: number;
}

/** Keeps a cloud in a table of PostgreSQL, for any number of processes. */
export class PostgresStore implements SharedStore {
  readonly mostCommands: number | undefined;
  readonly #statements: Statements;
  readonly #appends: PostgresAppends;
  readonly #reading: PostgresConnection;
  /** Opens a connection for something that takes long. */
  readonly #apart: () => PostgresConnection;
  readonly #table: string;
  readonly #announcements: Announcements;
  #onNews: (() => void) | undefined;
  #isClosed = false;

  constructor({ connectionString, table }: PostgresAddress, { mostCommands, timeoutMs }: PostgresStoreOptions) {
    this.mostCommands = mostCommands;
    this.#table = table;
    this.#statements = statementsOf(table);
    this.#appends = new PostgresAppends({ connectionString, statements: this.#statements, timeoutMs });
    this.#reading = new PostgresConnection({
      connectionString,
      timeoutMs,
      onOpen: async (client) => {
        client.on('notification', ({ payload = '' }) => this.#announcements.heard(payload));
        await client.query(`LISTEN ${table}`);
      },
      // Whoever asks what is new connects anew, and listens again.
      onLost: () => this.#onNews?.(),
    });
    this.#announcements = new Announcements({
      teller: crypto.randomUUID(),
      tell: async (text) => void (await this.#reading.query('tell', this.#statements.tell, [text])),
      onNews: () => this.#onNews?.(),
    });
    this.#apart = () =>
      new PostgresConnection({
        connectionString,
        timeoutMs: timeoutMs * PATIENCE_FOR_STATES,
        onOpen: async (client) => void (await client.query(QUICK_COMPRESSION)),
      });
  }

  /** Makes the table where there is none. @throws Error for a database that is too old, or in which it may not be made */
  async prepare(): Promise<void> {
    const connection = this.#apart();
    try {
      const { rows } = await connection.query<{ version: number; found: string | null }>(
        undefined,
        `SELECT current_setting('server_version_num')::integer AS version, to_regclass($1)::text AS found`,
        [this.#table],
      );
      const [{ version, found } = { version: 0, found: null }] = rows;
      if (version < 150_000) {
        throw new Error(`it is PostgreSQL ${Math.floor(version / 10_000)}, and 15 or newer is needed`);
      }
      if (found !== null) return;
      await connection.query(undefined, 'BEGIN');
      // Two who make the same table at once would collide.
      await connection.query(undefined, 'SELECT pg_advisory_xact_lock(hashtext($1))', [this.#table]);
      await connection.query(undefined, this.#statements.create);
      await connection.query(undefined, 'COMMIT');
    } finally {
      await connection.close();
    }
  }

  async load(): Promise<Kept<SharedEntry> | undefined> {
    const connection = this.#apart();
    try {
      for (;;) {
        const kept = await this.#state(connection);
        if (kept === undefined) return undefined;
        const entries = await this.#since(connection, kept.position);
        // Undefined where a later state took its place in between.
        if (entries !== undefined) return { ...kept, entries };
      }
    } finally {
      await connection.close();
    }
  }

  since(position: number): Promise<readonly SharedEntry[] | undefined> {
    return this.#since(this.#reading, position);
  }

  async append(after: number, entries: readonly SharedEntry[]): Promise<boolean> {
    const end = after + entries.length;
    const told = this.#announcements.with(end);
    let isAppended: boolean | undefined;
    try {
      isAppended = await this.#appends.append({ after, count: entries.length, json: JSON.stringify(entries), told });
      return isAppended;
    } finally {
      // Of what may be there all are told as of what is.
      if (isAppended !== false) this.#announcements.appended(end, isAppended === true ? told : undefined);
    }
  }

  async awaitTurn(position: number): Promise<readonly SharedEntry[] | undefined> {
    const rows = await this.#appends.awaitTurn(position, BATCHES_AT_ONCE);
    // What is more than that is asked for as ever.
    if (rows.length === BATCHES_AT_ONCE) return this.since(position);
    try {
      return entriesOf(rows, position);
    } catch (error) {
      await this.passTurn();
      throw error;
    }
  }

  passTurn(): Promise<void> {
    return this.#appends.passTurn();
  }

  async replace(position: number, { snapshot: { resources, ...snapshot }, ...state }: KeptState): Promise<boolean> {
    const chunks = chunksOf(resources);
    const head: Head = { ...state, snapshot: { ...snapshot, resources: [] }, rows: chunks.length };
    const connection = this.#apart();
    const { addPart, trimStates, trimEntries } = this.#statements;
    try {
      await connection.query(undefined, 'BEGIN');
      const added = await connection.query(undefined, addPart, [position, 1, JSON.stringify(head)]);
      if (added.count === 0) return false;
      for (const [index, chunk] of chunks.entries()) {
        await connection.query(undefined, addPart, [position, index + 2, JSON.stringify(chunk)]);
      }
      await connection.query(undefined, trimStates, [position]);
      await connection.query(undefined, trimEntries, [position - (this.mostCommands ?? GRACE_COMMANDS)]);
      await connection.query(undefined, 'COMMIT');
      return true;
    } finally {
      // What is not committed is as if it had not been.
      await connection.close();
    }
  }

  follow(onNews: () => void): void {
    this.#onNews = () => {
      if (!this.#isClosed) onNews();
    };
  }

  isFinal(error: unknown): boolean {
    return error instanceof FormatError || codeOf(error) === UNDEFINED_TABLE;
  }

  async pause(failures: number): Promise<void> {
    const ms = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#announcements.close();
    await Promise.all([this.#appends.close(), this.#reading.close()]);
  }

  async #state(connection: PostgresConnection): Promise<Omit<Kept<SharedEntry>, 'entries'> | undefined> {
    const { rows } = await connection.query<PartRow>(undefined, this.#statements.state);
    const position = rows.at(-1)?.position;
    if (position === undefined) return undefined;
    const start = stateOf(rows.filter((row) => row.position === 0)).snapshot;
    return { ...stateOf(rows.filter((row) => row.position === position)), position, start };
  }

  async #since(connection: PostgresConnection, from: number): Promise<readonly SharedEntry[] | undefined> {
    const entries: SharedEntry[] = [];
    for (;;) {
      const position = from + entries.length;
      const { rows } = await connection.query<BatchRow>('since', this.#statements.since, [position, BATCHES_AT_ONCE]);
      const more = entriesOf(rows, position);
      if (more === undefined) return undefined;
      entries.push(...more);
      if (rows.length < BATCHES_AT_ONCE) return entries;
    }
  }
}
