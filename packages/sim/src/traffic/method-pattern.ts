import type { Method } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api/models';
import { matchesGlob } from './glob.ts';
import { nearest } from '../kernel/nearest.ts';

const v1 = modelOf('v1');

/** Longer names are none of the API's. */
const LONGEST = 200;

/** The methods that a pattern means, of all versions of the API. */
export interface MatchingMethods {
  /** Whether the method of this id is one of them. */
  has(id: string): boolean;
  /** Whether one of them starts an operation. */
  readonly startOperations: boolean;
}

/**
 * The methods a pattern means: `backendServices.insert`, `backendServices.*`, `*.insert`.
 *
 * @param field what the pattern is called, for the error
 * @throws TypeError if no method of the API matches; it names the nearest
 */
export function methodsMatching(pattern: unknown, field: string): MatchingMethods {
  if (typeof pattern !== 'string' || pattern === '') {
    throw new TypeError(`${field} must be a method id such as 'backendServices.insert', with * for any part of it`);
  }
  const isMeant = (id: string): boolean => pattern.length <= LONGEST && matchesGlob(pattern, id);
  const found = foundIn(v1.methods, isMeant) ?? foundIn(laterMethods(), isMeant);
  if (found === undefined) {
    const names = v1.methods.map(({ id }) => id);
    const meant = nearest(pattern.slice(0, LONGEST), names).join(', ');
    throw new TypeError(`${field} '${pattern}' matches no method of Compute; nearest: ${meant}`);
  }
  const ids = new Set(found.map(({ id }) => id));
  return {
    has: (id) => ids.has(id) || (v1.findMethod(id) === undefined && isMeant(id)),
    startOperations: found.some(({ operationScope }) => operationScope !== undefined),
  };
}

function foundIn(among: readonly Method[], isMeant: (id: string) => boolean): readonly Method[] | undefined {
  const found = among.filter(({ id }) => isMeant(id));
  return found.length === 0 ? undefined : found;
}

/** What v1 has not; looked at only when it is asked for, for those versions are decoded then. */
const laterMethods = (): readonly Method[] =>
  apiVersions.flatMap((version) => modelOf(version).methods.filter(({ id }) => v1.findMethod(id) === undefined));
