import type { Arbitrary } from 'fast-check';
import type { ApiRequest } from '../api/request.ts';
import { readFields, readWhole, show } from '../read-fields.ts';
import type { JsonObject } from '../kernel/json.ts';
import { asString } from '../kernel/json.ts';
import type { AcceptedField, Insertable } from './accepted-fields.ts';
import { insertableOf } from './accepted-fields.ts';
import { loadFastCheck } from './load-fast-check.ts';
import { insertOf, resources } from './resources.ts';

/** Options of {@link histories}. */
export interface HistoryOptions {
  /** Of which collections there is one resource each, by the API's names. */
  readonly collections?: readonly string[];
  /** The most steps. A step that changes something is two requests. Default: 20. */
  readonly maxLength?: number;
}

const COLLECTIONS = ['healthChecks', 'backendServices', 'disks', 'addresses', 'instanceGroups', 'firewalls'];

type Action = 'insert' | 'patch' | 'get' | 'delete';

interface Step {
  readonly place: number;
  readonly action: Action;
  readonly draw: number;
}

/**
 * Histories of requests to a simulator in which there is what {@link furnishedCloud} has: resources are made, changed, read and deleted, each
 * change followed by a read that lets its operation end. What a step asks for makes sense when it comes: what is not there is made, and what
 * is there is not made again. A history shrinks to the fewest steps and the smallest resources.
 *
 * @throws TypeError for options that make no sense; Error where there is no fast-check
 */
export function histories(options: HistoryOptions = {}): Arbitrary<readonly ApiRequest[]> {
  const { collections = COLLECTIONS, maxLength = 20 } = readHistoryOptions(options);
  const fc = loadFastCheck();
  const insertables = collections.map(insertableOf);
  const step: Arbitrary<Step> = fc.record({
    place: fc.nat(collections.length - 1),
    action: fc.constantFrom<Action>('insert', 'patch', 'get', 'delete'),
    draw: fc.nat(),
  });
  return fc
    .tuple(fc.tuple(...collections.map(resources)), fc.array(step, { maxLength, size: 'max' }))
    .map(([bodies, steps]) => requestsOf(insertables, bodies, steps));
}

function readHistoryOptions(options: HistoryOptions): HistoryOptions {
  const { collections, maxLength } = readFields(options, 'The options of histories', ['collections', 'maxLength']);
  if (collections !== undefined && (!Array.isArray(collections) || collections.length === 0))
    throw new TypeError(`collections must be a list of names that is not empty; got ${show(collections)}`);
  if (maxLength !== undefined) readWhole(maxLength, 'maxLength', 1, 10_000);
  return options;
}

function requestsOf(
  insertables: readonly Insertable[],
  bodies: readonly JsonObject[],
  steps: readonly Step[],
): readonly ApiRequest[] {
  const there = new Set<number>();
  return steps.flatMap(({ place, action, draw }) => {
    const [insertable, body] = [insertables[place], bodies[place]];
    if (insertable === undefined || body === undefined) return [];
    const list = { method: 'GET', url: insertable.url };
    if (!there.has(place)) {
      if (action === 'get' || action === 'delete') return [list];
      there.add(place);
      return [insertOf(insertable, body), list];
    }
    const url = `${insertable.url.split('?')[0] ?? ''}/${asString(body['name'])}`;
    if (action === 'delete') {
      there.delete(place);
      return [{ method: 'DELETE', url }, list];
    }
    const patch = action === 'patch' ? patchOf(insertable.patches, draw) : undefined;
    return patch === undefined ? [{ method: 'GET', url }] : [{ method: 'PATCH', url, body: patch }, list];
  });
}

function patchOf(patches: readonly AcceptedField[], draw: number): JsonObject | undefined {
  const field = patches.length === 0 ? undefined : patches[draw % patches.length];
  return field && { [field.name]: field.value };
}
