import type { Json } from './json.ts';
import { isJsonObject } from './json.ts';
import { FINGERPRINT, ID, TIME } from './placeholders.ts';

/** One place in which an answer is not the recorded one. */
export interface Difference {
  /** Such as `backends[0].group`; `status` for the HTTP status. */
  readonly path: string;
  /** Absent where the recording has no such field. */
  readonly recorded?: Json;
  /** Absent where the answer has no such field. */
  readonly answered?: Json;
}

/** Lists whose order means nothing. */
const SETS = /(?:^|\.)(?:items|users|usedBy|backends)$/;

/** Where an answer differs from a recorded one. A placeholder agrees with whatever it can stand for. */
export function differencesOf(recorded: Json, answered: Json, path = ''): readonly Difference[] {
  if (recorded === answered || isStoodFor(recorded, answered)) return [];
  if (Array.isArray(recorded) && Array.isArray(answered)) return listDifferences(recorded, answered, path);
  if (!isJsonObject(recorded) || !isJsonObject(answered)) return [{ path, recorded, answered }];
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(answered)])].toSorted();
  return names.flatMap((name) => {
    const [was, is] = [recorded[name], answered[name]];
    const inside = path === '' ? name : `${path}.${name}`;
    if (was === undefined) return is === undefined ? [] : [{ path: inside, answered: is }];
    return is === undefined ? [{ path: inside, recorded: was }] : differencesOf(was, is, inside);
  });
}

function listDifferences(recorded: readonly Json[], answered: readonly Json[], path: string): readonly Difference[] {
  if (recorded.length !== answered.length) return [{ path, recorded: [...recorded], answered: [...answered] }];
  const others = SETS.test(path) ? inOrderOf(recorded, answered) : answered;
  return recorded.flatMap((item, index) => differencesOf(item, others[index] ?? null, `${path}[${index}]`));
}

/** The answered items, each where its equal is in the recording; the others where there is room. */
function inOrderOf(recorded: readonly Json[], answered: readonly Json[]): readonly Json[] {
  const left = [...answered];
  const found = recorded.map((item) => {
    const index = left.findIndex((other) => differencesOf(item, other).length === 0);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  });
  return found.map((item) => item ?? left.shift() ?? null);
}

function isStoodFor(recorded: Json, answered: Json): boolean {
  if (typeof recorded !== 'string' || typeof answered !== 'string') return false;
  if (recorded === TIME || answered === TIME)
    return [recorded, answered].every((text) => !Number.isNaN(Date.parse(text)));
  if (recorded === ID) return /^\d+$/.test(answered);
  if (recorded === FINGERPRINT) return answered !== '';
  if (!recorded.includes('${')) return false;
  // What the recording could not name may be anything; what surrounds it may not.
  const parts = recorded.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`).test(answered);
}
