import { schema } from '@gcepool/api';
import type { JsonObject } from '../src/kernel/json.ts';
import { asArray, asObject, asString } from '../src/kernel/json.ts';
import type { Simulator } from '../src/index.ts';
import type { Route } from '../src/api/route.ts';
import { routesOf } from '../src/api/routes.ts';
import { bodies, queries } from '../src/arbitraries/example-inserts.ts';
import { furnishedCloud } from '../src/arbitraries/furnished-cloud.ts';

/** A collection that the contract is tried on. Paths are whole, for some collections are in no project. */
export interface Subject {
  /** The API's name for it, such as `regionBackendServices`. */
  readonly collection: string;
  /** Where its resources are kept, in project `p1`. */
  readonly parent: string;
  readonly schemaName: string;
  readonly routes: ReadonlyMap<string, Route>;
  /** The body of an insert, which names the resource `x`. */
  readonly body: object;
  /** Where the insert is sent. */
  readonly insertUrl: string;
  /** Whether its resources have a field of that name. */
  readonly hasField: (field: string) => boolean;
}

/** The collections that have all four methods that the contract stands on. */
export function subjects(): readonly Subject[] {
  const collections = new Map<string, Map<string, Route>>();
  for (const route of routesOf('v1').all) {
    const { collection, name } = route.method;
    collections.set(collection, (collections.get(collection) ?? new Map<string, Route>()).set(name, route));
  }
  return [...collections].flatMap(([collection, routes]) => {
    const insert = routes.get('insert');
    const isWhole = ['get', 'list', 'delete'].every((name) => routes.has(name));
    return insert === undefined || !isWhole ? [] : [subjectOf(collection, routes, insert)];
  });
}

const VALUES: Readonly<Record<string, string>> = { project: 'p1', zone: 'us-central1-a', region: 'us-central1' };

function subjectOf(collection: string, routes: ReadonlyMap<string, Route>, insert: Route): Subject {
  const parent = insert.method.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'a');
  const schemaName = insert.method.request ?? '';
  return {
    collection,
    parent,
    schemaName,
    routes,
    body: { name: 'x', ...bodies[collection] },
    insertUrl: `${parent}?${queries[collection] ?? ''}`,
    hasField: (field) => schema(schemaName).properties[field] !== undefined,
  };
}

/** A simulator with all that the minimal bodies refer to, each time a new one. */
export const withDependencies = furnishedCloud;

/** A simulator with a resource of the collection in it, and the path of that. */
export function withOne(subject: Subject): { readonly simulator: Simulator; readonly path: string } {
  const simulator = withDependencies();
  const done = finished(simulator, accepted(simulator, 'POST', subject.insertUrl, subject.body));
  return { simulator, path: pathOfLink(done['targetLink']) };
}

/** The answer to a request that must be accepted. */
export function accepted(simulator: Simulator, method: string, path: string, body?: object): JsonObject {
  const { status, body: answer = {} } = simulator.handle({ method, url: `/compute/v1/${path}`, body });
  if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Status and reason of the refusal of a request that must be refused. */
export function refusal(simulator: Simulator, method: string, path: string, body?: object): readonly [number, unknown] {
  const { status, body: answer } = simulator.handle({ method, url: `/compute/v1/${path}`, body });
  return [status, asObject(asArray(asObject(answer?.['error'])['errors'])[0])['reason']];
}

/** An operation when it has ended, which it must have done well. */
export function finished(simulator: Simulator, operation: JsonObject): JsonObject {
  const done = accepted(simulator, 'GET', pathOfLink(operation['selfLink']));
  if (done['status'] === 'DONE' && done['error'] === undefined) return done;
  throw new Error(`It has not ended well: ${JSON.stringify(done)}`);
}

export const pathOfLink = (link: JsonObject[string]): string => asString(link).split('/compute/v1/')[1] ?? '';

/** The verb and the URL of a method on the resource at `path`, and a body if it needs one. */
export function callOf(subject: Subject, name: string, path: string, body?: object): [string, string, object?] {
  const { method, resourceLength } = subject.routes.get(name) ?? {};
  if (method === undefined) throw new Error(`${subject.collection} has no ${name}`);
  // Some are sent to the collection, with the name of the resource in the query.
  const singular = subject.parent.slice(subject.parent.lastIndexOf('/') + 1, -1);
  const suffix = /\}((?:\/\w+)?)$/.exec(method.path)?.[1] ?? '';
  const url = resourceLength === undefined ? `${subject.parent}?${singular}=x` : path + suffix;
  const sent = body ?? (method.request === undefined ? undefined : {});
  return sent === undefined ? [method.httpMethod, url] : [method.httpMethod, url, sent];
}
