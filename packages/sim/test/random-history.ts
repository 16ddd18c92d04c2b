import fc from 'fast-check';
import type { ApiRequest, ApiResponse } from '../src/index.ts';

const PROJECTS = ['p', 'q'] as const;

/** A request that is valid often enough to change things. */
export interface HistoryRequest {
  readonly verb: 'insert' | 'get' | 'patch' | 'delete' | 'list';
  readonly project: (typeof PROJECTS)[number];
  readonly collection: 'healthChecks' | 'backendServices';
  readonly name: string;
  readonly number: number;
  readonly requestId: number | undefined;
}

export const requests: fc.Arbitrary<readonly HistoryRequest[]> = fc.array(
  fc.record({
    verb: fc.constantFrom('insert', 'get', 'patch', 'delete', 'list'),
    project: fc.constantFrom(...PROJECTS),
    collection: fc.constantFrom('healthChecks', 'backendServices'),
    name: fc.constantFrom('a', 'b', 'c'),
    number: fc.integer({ min: 1, max: 300 }),
    requestId: fc.option(fc.constantFrom(1, 2, 3), { nil: undefined }),
  }),
  { maxLength: 40 },
);

export function requestOf({ verb, project, collection, name, number, requestId }: HistoryRequest): ApiRequest {
  const parent = `/compute/v1/projects/${project}/global/${collection}`;
  const query = requestId === undefined ? '' : `?requestId=00000000-0000-4000-8000-00000000000${requestId}`;
  switch (verb) {
    case 'insert': {
      const body =
        collection === 'healthChecks' ? { name, type: 'TCP' } : { name, healthChecks: ['global/healthChecks/a'] };
      return { method: 'POST', url: parent + query, body };
    }
    case 'patch': {
      const body = collection === 'healthChecks' ? { healthyThreshold: 1 + (number % 10) } : { timeoutSec: number };
      return { method: 'PATCH', url: `${parent}/${name}${query}`, body };
    }
    case 'delete':
      return { method: 'DELETE', url: `${parent}/${name}${query}` };
    case 'list':
      return { method: 'GET', url: parent };
    case 'get':
      return { method: 'GET', url: `${parent}/${name}` };
  }
}

/** Sends a history of requests, and gives the answers. */
export const play = (
  simulator: { handle(request: ApiRequest): ApiResponse },
  history: readonly HistoryRequest[],
): readonly ApiResponse[] => history.map((one) => simulator.handle(requestOf(one)));
