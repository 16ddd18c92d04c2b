import type { BackendService, BackendServiceGroupHealth } from '@gcepool/api';
import { asArray, asObject, asString } from './kernel/json.ts';
import type { Json, JsonObject } from './kernel/json.ts';
import type { Simulator } from './simulator.ts';
import { createSimulator } from './simulator.ts';

/** What was asked of a fake. */
export type FakeOperation = 'get' | 'create' | 'update' | 'delete' | 'list' | 'getHealth';

/** One call to a fake, in the order of the calls. */
export interface FakeCall {
  readonly operation: FakeOperation;
  /** Name of the backend service; the empty string for `list`. */
  readonly name: string;
}

/** The error of a refused call, with what GCE said. */
export class FakeError extends Error {
  override readonly name = 'FakeError';
  /** HTTP status. */
  readonly code: number;
  /** GCE's word, such as `notFound`. */
  readonly reason: string;
  readonly resource: string;

  constructor(code: number, reason: string, resource: string, message: string) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.resource = resource;
  }
}

/** Backend services for unit tests, on the simulator's engine. */
export interface FakeBackendServices {
  getBackendService(name: string): Promise<BackendService>;
  updateBackendService(backendService: BackendService): Promise<void>;
  createBackendService(backendService: BackendService): Promise<void>;
  deleteBackendService(name: string): Promise<void>;
  listBackendServices(): Promise<BackendService[]>;
  getHealth(name: string, instanceGroupLink: string): Promise<BackendServiceGroupHealth>;
  /** Every call so far, refused ones included. */
  readonly calls: FakeCall[];
  /** The simulator underneath, to prepare or inspect what else the cloud holds. */
  readonly simulator: Simulator;
  /** The project the fake works in. */
  readonly project: string;
}

/**
 * The successor of `NewFakeBackendServices(errFunc)`: global backend services in memory, with GCE's defaults,
 * fingerprints and refusals (404, 409, 412, 400).
 *
 * Groups and health checks are taken as given, for nobody creates them here: a link to one that the simulator does not
 * know is accepted, and such a group has one HEALTHY member.
 *
 * @param errFunc called before each operation takes effect; what it throws, the caller gets, and nothing has changed.
 * For `get`, `delete` and `getHealth` the backend service has only its name, for `list` nothing.
 * @throws FakeError from every method when the simulator refuses
 */
export function createFakeBackendServices(
  errFunc?: (operation: FakeOperation, backendService: BackendService) => void,
): FakeBackendServices {
  const project = 'fake-project';
  const simulator = createSimulator({ references: 'unchecked' });
  const collection = `/compute/v1/projects/${project}/global/backendServices`;
  const urlOf = (name: string): string => `${collection}/${encodeURIComponent(name)}`;
  const calls: FakeCall[] = [];

  const begin = (operation: FakeOperation, backendService: BackendService): void => {
    calls.push({ operation, name: backendService.name ?? '' });
    errFunc?.(operation, structuredClone(backendService));
  };
  const send = (method: string, url: string, body?: unknown): JsonObject => {
    const answer = simulator.handle({ method, url, body: structuredClone(body) });
    if (answer.status >= 400) throw errorOf(asObject(answer.body?.['error']), url);
    return answer.body ?? {};
  };
  /** Sends a mutation and lets its operation end. */
  const mutate = (method: string, url: string, body?: unknown): void => {
    const { name } = send(method, url, body);
    const operation = send('GET', `/compute/v1/projects/${project}/global/operations/${asString(name)}`);
    const error = asObject(asArray(asObject(operation['error'])['errors'])[0]);
    if (error['code'] === undefined) return;
    throw new FakeError(
      Number(operation['httpErrorStatusCode']),
      lowerCamel(asString(error['code'])),
      url,
      asString(error['message']),
    );
  };

  return {
    calls,
    simulator,
    project,
    getBackendService: async (name) => {
      begin('get', { name });
      return fromWire(send('GET', urlOf(name)));
    },
    createBackendService: async (backendService) => {
      begin('create', backendService);
      mutate('POST', collection, backendService);
    },
    updateBackendService: async (backendService) => {
      begin('update', backendService);
      mutate('PUT', urlOf(backendService.name ?? ''), backendService);
    },
    deleteBackendService: async (name) => {
      begin('delete', { name });
      mutate('DELETE', urlOf(name));
    },
    listBackendServices: async () => {
      begin('list', {});
      const items: Json[] = [];
      let token = '';
      do {
        const page = send('GET', `${collection}?pageToken=${encodeURIComponent(token)}`);
        items.push(...asArray(page['items']));
        token = asString(page['nextPageToken']);
      } while (token !== '');
      return items.map((item) => fromWire(asObject(item)));
    },
    getHealth: async (name, instanceGroupLink) => {
      begin('getHealth', { name });
      const health = send('POST', `${urlOf(name)}/getHealth`, { group: instanceGroupLink });
      const path = instanceGroupLink.slice(instanceGroupLink.indexOf('projects/'));
      if (health['healthStatus'] !== undefined || simulator.handle(get(path)).status === 200) return fromWire(health);
      const { port } = send('GET', urlOf(name));
      return fromWire({ ...health, healthStatus: [{ healthState: 'HEALTHY', port }] });
    },
  };
}

const get = (path: string): { method: string; url: string } => ({ method: 'GET', url: `/compute/v1/${path}` });

/** A copy in the wire type, which is made from the schema that the engine's objects are checked against. */
const fromWire = (resource: JsonObject): object => structuredClone(resource);

/** `RESOURCE_IN_USE_BY_ANOTHER_RESOURCE` → `resourceInUseByAnotherResource`: operations shout the same words. */
const lowerCamel = (code: string): string =>
  code.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function errorOf(error: JsonObject, url: string): FakeError {
  const { reason } = asObject(asArray(error['errors'])[0]);
  return new FakeError(Number(error['code']), asString(reason), url, asString(error['message']));
}
