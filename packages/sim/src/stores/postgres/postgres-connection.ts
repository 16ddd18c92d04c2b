import { Socket } from 'node:net';
import type * as Pg from 'pg';
import { requirePeer } from '../../kernel/require-peer.ts';

/** The driver, loaded when the first database is opened. @throws Error that says what to install */
const loadPg = (): typeof Pg => requirePeer('pg') as typeof Pg;

export interface ConnectionOptions {
  readonly connectionString: string;
  /** After how long an answer that has not come is no longer waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** Is done with every connection before anything else. */
  readonly onOpen?: (client: Pg.Client) => Promise<void>;
  /** Is told when a connection is lost that was open. */
  readonly onLost?: () => void;
}

/** What a query gives: rows with the columns that it names. */
export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly count: number;
}

interface Open {
  readonly client: Pg.Client;
  readonly socket: Socket;
}

/** A connection to PostgreSQL, which is opened when it is first used, and anew when it was lost. It does one thing at a time. */
export class PostgresConnection {
  readonly #options: ConnectionOptions;
  #open: Promise<Open> | undefined;
  /** The one that is open now. */
  #current: Open | undefined;
  /** Resolves when all that was asked until now has an answer, or will have none. */
  #answered: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /**
   * @param name by which a connection remembers the statement; undefined for what is asked seldom
   * @throws the driver's error. Unless PostgreSQL itself says it, it is not known what became of the statement
   */
  async query<Row>(name: string | undefined, text: string, values: readonly unknown[] = []): Promise<Found<Row>> {
    const config = { ...(name === undefined ? {} : { name }), text, values: [...values] };
    const { rows, rowCount } = await this.#ask((client) => client.query(config));
    // The columns are those of the query.
    return { rows: rows as Row[], count: rowCount ?? 0 };
  }

  /**
   * Asks several statements at once, which are done one after the other until one fails.
   *
   * @param write gives their text, in which `literal` writes a value
   * @returns what each of them gives
   */
  async script<Row>(write: (literal: (value: string) => string) => readonly string[]): Promise<readonly Found<Row>[]> {
    const given: unknown = await this.#ask((client) =>
      client.query(write((value) => client.escapeLiteral(value)).join('; ')),
    );
    // Of more than one statement the driver gives a list, of which its types do not know.
    const results = (Array.isArray(given) ? given : [given]) as readonly Pg.QueryResult[];
    return results.map(({ rows, rowCount }) => ({ rows: rows as Row[], count: rowCount ?? 0 }));
  }

  #ask<T>(ask: (client: Pg.Client) => Promise<T>): Promise<T> {
    const asked = this.#answered.then(() => this.#askNow(ask));
    this.#answered = asked.then(
      () => undefined,
      () => undefined,
    );
    return asked;
  }

  async #askNow<T>(ask: (client: Pg.Client) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new Error('this connection was closed');
    const open = await (this.#open ??= this.#connect());
    try {
      return await this.#within(ask(open.client), open.socket);
    } catch (error) {
      // After what PostgreSQL refuses it can be asked on; all else leaves the two of different opinions of what comes next.
      if (!isOfServer(error)) this.#lose(open);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const open = await this.#open?.catch(() => undefined);
    if (open === undefined) return;
    // What is under way is not waited for: who closes has waited for what matters.
    await this.#within(open.client.end(), open.socket).catch(() => undefined);
    open.socket.destroy();
  }

  async #connect(): Promise<Open> {
    const { connectionString, timeoutMs, onOpen } = this.#options;
    const socket = new Socket();
    try {
      const { Client } = loadPg();
      const client = new Client({
        connectionString,
        stream: () => socket,
        connectionTimeoutMillis: timeoutMs,
        application_name: 'gcepool',
        keepAlive: true,
      });
      const open = { client, socket };
      // Queries under way are told by themselves.
      client.on('error', () => this.#lose(open));
      client.on('end', () => this.#lose(open));
      await this.#within(client.connect(), socket);
      if (onOpen !== undefined) await this.#within(onOpen(client), socket);
      this.#current = open;
      return open;
    } catch (error) {
      socket.destroy();
      this.#open = undefined;
      throw error;
    }
  }

  /** A connection on which nothing comes any more is no better than one that is lost. */
  async #within<T>(asked: Promise<T>, socket: Socket): Promise<T> {
    const { timeoutMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`PostgreSQL did not answer within ${timeoutMs} ms`));
        socket.destroy();
      }, timeoutMs);
    });
    // Whichever of the two loses is told nothing.
    asked.catch(() => undefined);
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #lose(open: Open): void {
    open.socket.destroy();
    if (this.#current !== open) return;
    this.#current = undefined;
    this.#open = undefined;
    if (!this.#isClosed) this.#options.onLost?.();
  }
}

/** Whether it is PostgreSQL that says it, and goes on: it says with a code of five characters. Of class 57 are those with which it ends. */
const isOfServer = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(error.code) &&
  !error.code.startsWith('57') &&
  'severity' in error &&
  error.severity !== 'FATAL';

/** The code of an error of PostgreSQL. */
export const codeOf = (error: unknown): string =>
  isOfServer(error) && error instanceof Error && 'code' in error ? String(error.code) : '';
