import { codeOf, PostgresConnection } from './postgres-connection.ts';
import type { BatchRow } from './postgres-rows.ts';
import type { Statements } from './postgres-table.ts';
import { QUICK_COMPRESSION } from './postgres-table.ts';

const LOCK_NOT_AVAILABLE = '55P03';

/** Whether others took too long. */
const isOfOthers = (error: unknown): boolean => codeOf(error) === LOCK_NOT_AVAILABLE;

export interface AppendsOptions {
  readonly connectionString: string;
  readonly statements: Statements;
  readonly timeoutMs: number;
}

/** A batch, as it is written down. */
export interface Batch {
  readonly after: number;
  readonly count: number;
  readonly json: string;
  /** What all who listen are told of it. */
  readonly told: string | undefined;
}

/** Appends to a log, over a connection of its own: in turns or not. */
export class PostgresAppends {
  readonly #connection: PostgresConnection;
  readonly #statements: Statements;
  #hasTurn = false;
  /** Whether it has waited too long for others, and tries its luck. */
  #isImpatient = false;

  constructor({ connectionString, statements, timeoutMs }: AppendsOptions) {
    this.#statements = statements;
    this.#connection = new PostgresConnection({
      connectionString,
      timeoutMs,
      // What is answered is on the disk; who wants more, such as a copy elsewhere, has said so in the database.
      onOpen: async (client) => {
        await client.query(
          [
            `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`,
            // Who has its turn, and is heard of no more, loses it.
            `SET idle_in_transaction_session_timeout = ${timeoutMs}`,
            // Who waits for it longer than a part of what is taken for lost tries its luck.
            `SET lock_timeout = ${Math.ceil(timeoutMs / 4)}`,
            // In a turn it is seen what was appended while it was waited for.
            `SET default_transaction_isolation = 'read committed'`,
            QUICK_COMPRESSION,
            ...statements.prepareTurns,
          ].join('; '),
        );
      },
      onLost: () => (this.#hasTurn = false),
    });
  }

  /**
   * Without a turn it waits until whoever has one has appended: who has a turn and much to do would be overtaken again and again otherwise.
   *
   * @returns whether it was the first behind its position
   */
  async append(batch: Batch): Promise<boolean> {
    if (this.#hasTurn) return this.#appendInTurn(batch);
    const { append, appendAtOnce } = this.#statements;
    if (!this.#isImpatient) {
      try {
        return await this.#query('append', append, batch);
      } catch (error) {
        if (!isOfOthers(error)) throw error;
      }
    }
    this.#isImpatient = false;
    return this.#query('append at once', appendAtOnce, batch);
  }

  /**
   * A turn is a transaction that holds a lock from before the look at the log's end until what is appended is there for all: the next one
   * sees it. Who is gone holds no lock, and who does not wait for one is stopped by the primary key.
   *
   * @returns the first of what is behind a position by then, so many rows at most
   */
  async awaitTurn(position: number, most: number): Promise<readonly BatchRow[]> {
    await this.passTurn();
    try {
      const asked = ['BEGIN', 'EXECUTE take_turn', `EXECUTE since_in_turn (${position}, ${most})`];
      const given = await this.#connection.script<BatchRow>(() => asked);
      this.#hasTurn = true;
      return given.at(-1)?.rows ?? [];
    } catch (error) {
      this.#isImpatient = isOfOthers(error);
      await this.#leaveTurn();
      throw error;
    }
  }

  async passTurn(): Promise<void> {
    if (!this.#hasTurn) return;
    this.#hasTurn = false;
    await this.#connection.query(undefined, 'ROLLBACK');
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #query(name: string, text: string, { after, count, json, told }: Batch): Promise<boolean> {
    return (await this.#connection.query(name, text, [after, count, json, told])).count > 0;
  }

  async #appendInTurn({ after, count, json, told }: Batch): Promise<boolean> {
    this.#hasTurn = false;
    try {
      const given = await this.#connection.script((literal) => [
        `EXECUTE append_in_turn (${after}, ${count}, ${literal(json)}, ${told === undefined ? 'NULL' : literal(told)})`,
        'COMMIT',
      ]);
      return (given[0]?.count ?? 0) > 0;
    } catch (error) {
      await this.#leaveTurn();
      throw error;
    }
  }

  /** After an error it is not known whether a turn had begun, or has ended. */
  async #leaveTurn(): Promise<void> {
    this.#hasTurn = true;
    await this.passTurn().catch(() => undefined);
  }
}
