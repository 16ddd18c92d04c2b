/** What the rows of a table are called to hold; another form gets a later number. */
export const FORMAT = 1;

/** How long what is no longer needed stays: so long a statement that was sent may be on its way, and find what it collides with. */
const GRACE = '10 minutes';

/** Has what is written over a connection compressed in a tenth of the time, where PostgreSQL was built with it. */
export const QUICK_COMPRESSION = `SELECT set_config('default_toast_compression', 'lz4', false)
  FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)`;

/** The statements for the table of one cloud. */
export interface Statements {
  readonly create: string;
  /** Appends as soon as nobody has a turn any more, and tells all who listen of it where there is a text for them. */
  readonly append: string;
  /** Appends whoever's turn it is. */
  readonly appendAtOnce: string;
  readonly tell: string;
  /** Makes the statements `take_turn`, `append_in_turn` and `since_in_turn` of a connection, for scripts. */
  readonly prepareTurns: readonly string[];
  readonly since: string;
  readonly state: string;
  readonly addPart: string;
  readonly trimStates: string;
  readonly trimEntries: string;
}

/**
 * A row is either of a batch of entries (`part` 0), at the position of the first of them, so that the primary key lets one alone be the next;
 * or of the whole state to which the entries until its position led, in parts from 1 on.
 *
 * @param table a name that needs no quotes
 */
export const statementsOf = (table: string): Statements => ({
  create: `CREATE TABLE IF NOT EXISTS ${table} (
    position bigint NOT NULL,
    part integer NOT NULL,
    format smallint NOT NULL,
    count integer NOT NULL,
    json text NOT NULL,
    written timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (position, part)
  )`,
  append: appendTo(table, lockOf(table)),
  appendAtOnce: appendTo(table),
  tell: `SELECT pg_notify('${table}', $1::text)`,
  prepareTurns: [
    `PREPARE take_turn AS ${lockOf(table)}`,
    `PREPARE append_in_turn (bigint, integer, text, text) AS ${appendTo(table)}`,
    `PREPARE since_in_turn (bigint, integer) AS ${sinceIn(table)}`,
  ],
  since: sinceIn(table),
  state: `SELECT position::float8, part, format, json FROM ${table}
    WHERE part > 0 AND position IN (0, (SELECT max(position) FROM ${table} WHERE part > 0)) ORDER BY position, part`,
  addPart: `INSERT INTO ${table} (position, part, format, count, json)
    SELECT $1::bigint, $2::integer, ${FORMAT}, 0, $3::text
    WHERE $2::integer > 1 OR NOT EXISTS (SELECT 1 FROM ${table} WHERE position >= $1::bigint AND part > 0)
    ON CONFLICT DO NOTHING`,
  trimStates: `DELETE FROM ${table} WHERE part > 0 AND position > 0 AND position < $1::bigint`,
  trimEntries: `DELETE FROM ${table}
    WHERE part = 0 AND position < $1::bigint AND written < now() - interval '${GRACE}'`,
});

/** Waits until nobody else has it, and has it until what it is part of is there for all. */
const lockOf = (table: string): string => `SELECT pg_advisory_xact_lock(hashtext('${table}'), 1)`;

/**
 * Where something is behind the position already, but not at its beginning, what was there was trimmed.
 *
 * @param first what is waited for before it appends
 */
const appendTo = (table: string, first = 'SELECT'): string => `WITH waited AS MATERIALIZED (${first}), appended AS (
    INSERT INTO ${table} (position, part, format, count, json)
    SELECT $1::bigint + 1, 0, ${FORMAT}, $2::integer, $3::text FROM waited
    WHERE $1::bigint >= COALESCE((SELECT max(position) FROM ${table}), 0)
    ON CONFLICT DO NOTHING RETURNING position
  ) SELECT CASE WHEN $4::text IS NOT NULL THEN pg_notify('${table}', $4::text) IS NULL END FROM appended`;

/** Sorted by the column, not by what is made of it, so that it comes sorted out of the index. */
const sinceIn = (table: string): string => `SELECT position::float8, format, count, json FROM ${table}
    WHERE position > $1::bigint AND part = 0 ORDER BY ${table}.position LIMIT $2::integer`;
