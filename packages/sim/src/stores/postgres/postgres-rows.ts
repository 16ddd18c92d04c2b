import type { JsonObject } from '../../kernel/json.ts';
import type { Snapshot } from '../../kernel/snapshot.ts';
import type { KeptTraffic } from '../../traffic/kept-traffic.ts';
import type { KeptSettings, KeptState, SharedEntry } from '../store.ts';
import { FORMAT } from './postgres-table.ts';

const RESOURCES_IN_ROW = 1000;

/** A row with a batch of entries. */
export interface BatchRow {
  readonly position: number;
  readonly format: number;
  readonly count: number;
  readonly json: string;
}

/** A row with a part of a state. */
export interface PartRow {
  readonly position: number;
  readonly part: number;
  readonly format: number;
  readonly json: string;
}

/** The first part of a state: all but its resources. */
export interface Head {
  readonly settings: KeptSettings;
  readonly snapshot: Snapshot;
  readonly traffic?: KeptTraffic;
  /** How many parts with resources follow. */
  readonly rows: number;
}

/** What is behind a position; undefined where what follows is not there. */
export function entriesOf(rows: readonly BatchRow[], from: number): readonly SharedEntry[] | undefined {
  const entries: SharedEntry[] = [];
  for (const { position, format, json } of rows) {
    if (position !== from + entries.length + 1) return undefined;
    checkFormat(format);
    // What is written here is read here.
    entries.push(...(JSON.parse(json) as SharedEntry[]));
  }
  return entries;
}

/** The log goes on in a form that this release does not know. */
export class FormatError extends Error {}

function checkFormat(format: number): void {
  if (format === FORMAT) return;
  throw new FormatError(
    `it is written in form ${format}, and this release reads and writes form ${FORMAT}: start the release that the others are of`,
  );
}

/** Puts a state together. @throws Error where one of its parts is missing, or is in another form */
export function stateOf(rows: readonly PartRow[]): KeptState {
  for (const { format } of rows) checkFormat(format);
  const [first, ...rest] = rows;
  if (first === undefined) throw new Error('a part of the state is missing');
  // What is written here is read here.
  const { rows: expected, snapshot, ...state } = JSON.parse(first.json) as Head;
  if (rest.length !== expected) throw new Error('a part of the state is missing');
  const resources = rest.flatMap(({ json }) => JSON.parse(json) as Snapshot['resources']);
  return { ...state, snapshot: { ...snapshot, resources } };
}

/** The parts of a state in which its resources are. */
export function chunksOf(resources: Snapshot['resources']): readonly (readonly (readonly [string, JsonObject])[])[] {
  const chunks: (readonly (readonly [string, JsonObject])[])[] = [];
  for (let start = 0; start < resources.length; start += RESOURCES_IN_ROW) {
    chunks.push(resources.slice(start, start + RESOURCES_IN_ROW));
  }
  return chunks;
}
