import { PostgresConnection } from './postgres-connection.ts';
import type { BatchRow } from './postgres-rows.ts';
import type { Statements } from './postgres-table.ts';

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
  readonly #longestTurnMs: number;
  #hasTurn = false;

  constructor({ connectionString, statements, timeoutMs }: AppendsOptions) {
    this.#statements = statements;
    // Who waits longer than a part of what is taken for lost tries its luck.
    this.#longestTurnMs = Math.ceil(timeoutMs / 4);
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
            // In a turn it is seen what was appended while it was waited for.
            `SET default_transaction_isolation = 'read committed'`,
            ...statements.prepareTurns,
          ].join('; '),
        );
      },
      onLost: () => (this.#hasTurn = false),
    });
  }

  /** @returns whether it was the first behind its position */
  async append({ after, count, json, told }: Batch): Promise<boolean> {
    if (this.#hasTurn) return this.#appendInTurn({ after, count, json, told });
    const values = [after, count, json, told];
    return (await this.#connection.query('append', this.#statements.append, values)).count > 0;
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
      const given = await this.#connection.script<BatchRow>((literal) => [
        ...this.#statements.beginTurn(this.#longestTurnMs),
        `EXECUTE since_in_turn (${literal(String(position))}, ${most})`,
      ]);
      this.#hasTurn = true;
      return given.at(-1)?.rows ?? [];
    } catch (error) {
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
