import type { Method } from '@gcepool/api';
import { methods } from '@gcepool/api';
import { matchesGlob } from './glob.ts';
import { nearest } from '../kernel/nearest.ts';

/** Longer names are none of the API's. */
const LONGEST = 200;

/**
 * The ids of the methods a pattern means: `backendServices.insert`, `backendServices.*`, `*.insert`.
 *
 * @param field what the pattern is called, for the error
 * @throws TypeError if no method of the API matches; it names the nearest
 */
export function methodsMatching(pattern: unknown, field: string): ReadonlySet<string> {
  if (typeof pattern !== 'string' || pattern === '') {
    throw new TypeError(`${field} must be a method id such as 'backendServices.insert', with * for any part of it`);
  }
  const ids = methods.flatMap(({ id }) => (pattern.length <= LONGEST && matchesGlob(pattern, id) ? id : []));
  if (ids.length === 0) {
    const names = methods.map(({ id }) => id);
    const meant = nearest(pattern.slice(0, LONGEST), names).join(', ');
    throw new TypeError(`${field} '${pattern}' matches no method of Compute v1; nearest: ${meant}`);
  }
  return new Set(ids);
}

/** Whether a method starts an operation. */
const isMutation = (method: Method): boolean => method.operationScope !== undefined;

/** Whether a method of this id starts an operation. */
export const isMutationId = (id: string): boolean => mutations.has(id);

const mutations: ReadonlySet<string> = new Set(methods.flatMap((method) => (isMutation(method) ? method.id : [])));
