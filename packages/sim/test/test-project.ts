import type { ApiVersion } from '@gcepool/api';
import type { ApiResponse, Simulator, SimulatorOptions } from '../src/index.ts';
import { createSimulator } from '../src/index.ts';
import type { JsonObject } from '../src/kernel/json.ts';
import { asArray, asObject, asString } from '../src/kernel/json.ts';
import { LINK_BASE } from '../src/kernel/self-link.ts';

/** What a refused request was told. */
export interface Told {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
}

/** One project of a simulator, as a test speaks to it: paths are relative to `projects/NAME/`, or start with `locations/`. */
export interface TestProject {
  readonly simulator: Simulator;
  readonly name: string;
  readonly send: (method: string, path: string, body?: unknown) => ApiResponse;
  /** The body of a successful GET. */
  readonly get: (path: string) => JsonObject;
  /** Sends a mutation that must be accepted; the answer is its operation, still running. */
  readonly begin: (method: string, path: string, body?: unknown) => JsonObject;
  /** Sends a mutation that must be accepted and lets it end; the answer is its finished operation. */
  readonly finish: (method: string, path: string, body?: unknown) => JsonObject;
  /** Sends a mutation that must be accepted and end well. */
  readonly make: (method: string, path: string, body?: unknown) => void;
  /** Replaces a resource by PUT with the fingerprint that it has, which must be accepted and end well; the answer is its finished operation. */
  readonly replace: (path: string, body: object) => JsonObject;
  /** Sends a request that must be refused. */
  readonly refused: (method: string, path: string, body?: unknown) => Told;
  /** As {@link refused}, in one text: `400 Invalid value ...`. */
  refusal(method: string, path: string, body?: unknown): string;
  /** The first page of a list. */
  list(path: string): readonly JsonObject[];
  /** The names in a list, over all its pages. */
  readonly names: (path: string) => readonly string[];
}

export function testProject(options?: SimulatorOptions, name?: string, version?: ApiVersion): TestProject {
  return projectIn(createSimulator(options), name, version);
}

/** @param version of the API that is spoken */
export function projectIn(simulator: Simulator, name = 'p1', version: ApiVersion = 'v1'): TestProject {
  const base = LINK_BASE.replace('/v1/', `/${version}/`);
  const send = (method: string, path: string, body?: unknown): ApiResponse =>
    simulator.handle({
      method,
      url: base + (path.startsWith('locations/') ? path : `projects/${name}/${path}`),
      body,
    });
  const accepted = (method: string, path: string, body?: unknown): JsonObject => {
    const { status, body: answer = {} } = send(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} was refused: ${JSON.stringify(answer)}`);
    return answer;
  };
  const get = (path: string): JsonObject => accepted('GET', path);
  const finish = (method: string, path: string, body?: unknown): JsonObject => {
    const { selfLink } = accepted(method, path, body);
    return get(asString(selfLink).slice(base.length).replace(`projects/${name}/`, ''));
  };
  const finishWell = (method: string, path: string, body?: unknown): JsonObject => {
    const operation = finish(method, path, body);
    const { error } = operation;
    if (error !== undefined) throw new Error(`${method} ${path} failed: ${JSON.stringify(error)}`);
    return operation;
  };
  const refused = (method: string, path: string, body?: unknown): Told => {
    const { status, body: answer } = send(method, path, body);
    if (status < 400) throw new Error(`${method} ${path} was accepted`);
    const error = asObject(answer?.['error']);
    const { reason } = asObject(asArray(error['errors'])[0]);
    return { status, reason: asString(reason), message: asString(error['message']) };
  };
  return {
    simulator,
    name,
    send,
    get,
    begin: accepted,
    finish,
    make: (method, path, body) => void finishWell(method, path, body),
    replace: (path, body) => finishWell('PUT', path, { ...body, fingerprint: get(path)['fingerprint'] }),
    refused,
    refusal: (method, path, body) => {
      const { status, message } = refused(method, path, body);
      return `${status} ${message}`;
    },
    list: (path) => asArray(get(path)['items']).map(asObject),
    names: (path) => {
      const names: string[] = [];
      let token = '';
      do {
        const page = get(`${path}?maxResults=100&pageToken=${encodeURIComponent(token)}`);
        names.push(...asArray(page['items']).map((item) => asString(asObject(item)['name'])));
        token = asString(page['nextPageToken']);
      } while (token !== '');
      return names;
    },
  };
}
