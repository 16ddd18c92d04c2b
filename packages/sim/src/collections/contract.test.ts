import { kindOf, schema } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import { layFoundation, MINIMAL, MINIMAL_QUERY } from '../../test/minimal-bodies.ts';
import { peopledProject } from '../../test/peopled-project.ts';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn } from '../../test/test-project.ts';
import type { JsonObject } from '../engine/json.ts';
import { asArray, asObject, asString } from '../engine/json.ts';
import type { Route } from '../protocol/route.ts';
import { allRoutes } from '../protocol/route.ts';

/*
 * What all collections have in common, tried on each that can be written to: a collection is tested before anyone writes
 * a line of rules for it. What a collection cannot do without is in `minimal-bodies.ts`.
 */

type Law = 'name' | 'numeric id';

const SERVICE_NAMES_IT = 'The service names it: by its id, whatever the body says.';

/** The laws that a collection does not obey, and why. */
const APART: Readonly<Record<string, Partial<Record<Law, string>>>> = {
  externalVpnGateways: { 'numeric id': 'The pattern of its paths has no room for one.' },
  firewallPolicies: { name: SERVICE_NAMES_IT },
  organizationSecurityPolicies: { name: SERVICE_NAMES_IT },
};

/** The methods of each collection that has the four that all of this stands on. */
const collections = new Map<string, Map<string, Route>>();
for (const route of allRoutes()) {
  const { collection, name } = route.method;
  collections.set(collection, (collections.get(collection) ?? new Map()).set(name, route));
}
const writable = [...collections].filter(([, methods]) =>
  ['insert', 'get', 'list', 'delete'].every((name) => methods.has(name)),
);

const foundation = peopledProject();
layFoundation(foundation);

const VALUES: Readonly<Record<string, string>> = { project: 'p1', zone: 'us-central1-a', region: 'us-central1' };
const START = '2026-01-05T08:00:';

describe.each(writable.map(([collection]) => collection))('%s', (collection) => {
  const methods = collections.get(collection) ?? new Map<string, Route>();
  const apart = APART[collection] ?? {};
  const routeOf = (name: string): Route | undefined => methods.get(name);
  const parent = (routeOf('insert')?.method.path ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'a');
  const schemaName = routeOf('insert')?.method.request ?? '';
  const hasField = (field: string): boolean => schema(schemaName).properties[field] !== undefined;

  /** Everything below is said of whole paths: some collections are in no project. */
  const send = ({ simulator }: TestProject, method: string, path: string, body?: object): JsonObject => {
    const { status, body: answer = {} } = simulator.handle({ method, url: `/compute/v1/${path}`, body });
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const refusal = ({ simulator }: TestProject, method: string, path: string, body?: object): [number, unknown] => {
    const { status, body: answer } = simulator.handle({ method, url: `/compute/v1/${path}`, body });
    return [status, asObject(asArray(asObject(answer?.['error'])['errors'])[0])['reason']];
  };
  /** What a method's path has behind the resource. */
  const suffixOf = (name: string): string => /\}((?:\/\w+)?)$/.exec(routeOf(name)?.method.path ?? '')?.[1] ?? '';
  /** Some are sent to the collection, with the name of the resource in the query. */
  const urlOf = (name: string, path: string): string => {
    const isOnResource = routeOf(name)?.resourceLength !== undefined;
    return isOnResource ? path + suffixOf(name) : `${parent}?${parent.slice(parent.lastIndexOf('/') + 1, -1)}=x`;
  };
  const deletion = (path: string): [method: string, path: string, body?: object] => {
    const { httpMethod = '', request } = routeOf('delete')?.method ?? {};
    return [httpMethod, path + suffixOf('delete'), ...(request === undefined ? [] : [{}])];
  };
  const body = { name: 'x', ...MINIMAL[collection] };
  const insert = (project: TestProject): JsonObject =>
    send(project, 'POST', `${parent}?${MINIMAL_QUERY[collection] ?? ''}`, body);
  const finished = (project: TestProject, operation: JsonObject): JsonObject => {
    const done = send(project, 'GET', asString(operation['selfLink']).split('/compute/v1/')[1] ?? '');
    expect(done).toMatchObject({ status: 'DONE', progress: 100, endTime: expect.any(String) });
    expect(done).not.toHaveProperty('error');
    return done;
  };
  /** A project with a resource of the collection in it, and the path of that. */
  const made = (): { project: TestProject; path: string } => {
    const project = projectIn(foundation.simulator.fork());
    const done = finished(project, insert(project));
    return { project, path: asString(done['targetLink']).split('/compute/v1/')[1] ?? '' };
  };

  test('insert: a running operation, then a resource with all that the service makes', () => {
    const project = projectIn(foundation.simulator.fork());
    const operation = insert(project);
    expect(operation).toMatchObject({
      kind: 'compute#operation',
      status: 'RUNNING',
      progress: 0,
      insertTime: expect.stringContaining(START),
      operationType: expect.stringMatching(/insert|create/i),
    });
    const done = finished(project, operation);
    const path = asString(done['targetLink']).split('/compute/v1/')[1] ?? '';
    expect(path.slice(0, path.lastIndexOf('/'))).toBe(parent);
    const resource = send(project, 'GET', path);
    expect(resource['selfLink']).toBe(done['targetLink']);
    expect(resource['id']).toBe(done['targetId']);
    if (apart.name === undefined) expect(resource['name']).toBe('x');
    if (hasField('creationTimestamp')) expect(resource['creationTimestamp']).toEqual(expect.stringContaining(START));
    if (hasField('kind')) expect(resource['kind']).toBe(kindOf(schemaName));
    if (hasField('fingerprint')) expect(resource['fingerprint']).toMatch(/^[\w+/]{11}=$/);
    if (hasField('labelFingerprint')) expect(resource['labelFingerprint']).toMatch(/^[\w+/]{11}=$/);
    // The answer is made of what the API declares, and nothing else.
    for (const field of Object.keys(resource)) expect(hasField(field), field).toBe(true);
  });

  test('a name is taken once', () => {
    const { project, path } = made();
    const before = send(project, 'GET', path);
    if (apart.name === undefined) {
      const url = `${parent}?${MINIMAL_QUERY[collection] ?? ''}`;
      expect(refusal(project, 'POST', url, body)).toEqual([409, 'alreadyExists']);
    }
    expect(send(project, 'GET', path)).toEqual(before);
  });

  test('list: it is there, as get shows it', () => {
    const { project, path } = made();
    const resource = send(project, 'GET', path);
    const query = parent.startsWith('locations/') ? `?${MINIMAL_QUERY[collection] ?? ''}` : '';
    const list = send(project, 'GET', parent + query);
    expect(list['items']).toContainEqual(resource);
    expect(list['kind'] ?? '').toBe(kindOf(routeOf('list')?.method.response ?? '') ?? '');
    const aggregated = routeOf('aggregatedList');
    if (aggregated === undefined) return;
    const { items } = send(project, 'GET', aggregated.method.path.replace('{project}', 'p1'));
    const [, , ...scope] = parent.slice(0, parent.lastIndexOf('/')).split('/');
    const hits = Object.values(asObject(asObject(items)[scope.join('/')]));
    expect(hits.flatMap((hit) => (Array.isArray(hit) ? hit : []))).toContainEqual(resource);
  });

  test('delete: it is gone, and another project never had it', () => {
    const { project, path } = made();
    if (path.startsWith('projects/p1/')) {
      const elsewhere = path.replace('projects/p1/', 'projects/p2/');
      expect(refusal(project, 'GET', elsewhere)[0]).toBe(404);
    }
    const operation = send(project, ...deletion(path));
    expect(operation['operationType']).toMatch(/delete/i);
    expect(operation['targetLink']).toContain(path);
    finished(project, operation);
    expect(refusal(project, 'GET', path)).toEqual([404, 'notFound']);
    expect(refusal(project, ...deletion(path))).toEqual([404, 'notFound']);
    finished(project, insert(project));
  });

  if (methods.has('patch')) test('patch: what is sent changes, and the rest stays', () => {
    const { project, path } = made();
    const before = send(project, 'GET', path);
    const url = urlOf('patch', path);
    const fingerprint = before['fingerprint'] === undefined ? {} : { fingerprint: before['fingerprint'] };
    finished(project, send(project, 'PATCH', url, { description: 'changed', ...fingerprint }));
    const { fingerprint: after, ...resource } = send(project, 'GET', path);
    const { fingerprint: first, ...rest } = before;
    expect(resource).toEqual({ ...rest, description: 'changed' });
    if (first !== undefined) expect(after).not.toBe(first);
    if (first === undefined) return;
    expect(refusal(project, 'PATCH', url, { description: 'again', fingerprint: first })).toEqual([412, 'conditionNotMet']);
  });

  if (methods.has('update')) test('update: what is sent is what there is, and what only the service sets stays', () => {
    const { project, path } = made();
    const before = send(project, 'GET', path);
    const url = urlOf('update', path);
    finished(project, send(project, routeOf('update')?.method.httpMethod ?? 'PUT', url, { ...before, description: 'changed' }));
    const { fingerprint: after, ...resource } = send(project, 'GET', path);
    const { fingerprint: first, ...rest } = before;
    expect(resource).toEqual({ ...rest, description: 'changed' });
    if (first !== undefined) expect(after).not.toBe(first);
  });

  if (methods.has('setLabels')) test('setLabels: replaced whole, by who knows the current ones', () => {
    const { project, path } = made();
    const { labelFingerprint } = send(project, 'GET', path);
    finished(project, send(project, 'POST', `${path}/setLabels`, { labels: { a: 'b', c: 'd' }, labelFingerprint }));
    const labelled = send(project, 'GET', path);
    expect(labelled['labels']).toEqual({ a: 'b', c: 'd' });
    expect(labelled['labelFingerprint']).not.toBe(labelFingerprint);
    expect(refusal(project, 'POST', `${path}/setLabels`, { labels: {}, labelFingerprint })).toEqual([412, 'conditionNotMet']);
    expect(refusal(project, 'POST', `${path}/setLabels`, { labels: {} })[0]).toBe(400);
    const { labelFingerprint: current } = labelled;
    finished(project, send(project, 'POST', `${path}/setLabels`, { labels: { a: 'x' }, labelFingerprint: current }));
    expect(send(project, 'GET', path)['labels']).toEqual({ a: 'x' });
  });

  if (apart['numeric id'] === undefined) test('a numeric id is as good as the name', () => {
    const { project, path } = made();
    const resource = send(project, 'GET', path);
    expect(send(project, 'GET', `${parent}/${asString(resource['id'])}`)).toEqual(resource);
  });
});

test('nearly a hundred collections are tried', () => {
  expect(writable.length).toBeGreaterThan(90);
  // Nothing in the table is for a collection that is not there.
  for (const name of [...Object.keys(MINIMAL), ...Object.keys(MINIMAL_QUERY), ...Object.keys(APART)]) {
    expect(collections.has(name), name).toBe(true);
  }
});
