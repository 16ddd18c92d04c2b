import { beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from './kernel/json.ts';
import { asArray, asObject, asString } from './kernel/json.ts';
import type { Simulator } from './simulator.ts';
import { createSimulator } from './simulator.ts';

/**
 * Eighteen things that a client of Compute Engine relies on and that emulators of it get wrong, asked from outside as a
 * client asks them.
 */
const BASE = 'https://compute.googleapis.com/compute/v1/projects';
const LINK = 'https://www.googleapis.com/compute/v1/projects/p';

let simulator: Simulator;
beforeEach(() => {
  simulator = createSimulator();
});

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly ignored: string | null;
}

async function ask(method: string, path: string, body?: JsonObject, project = 'p'): Promise<Answer> {
  const response = await simulator.fetch(`${BASE}/${project}/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const ignored = response.headers.get('x-gcepool-ignored');
  return { status: response.status, body: asObject(JSON.parse(await response.text())), ignored };
}

/** Makes something, and waits until it is there. */
async function make(path: string, body: JsonObject, project = 'p'): Promise<void> {
  const answer = await ask('POST', path, body, project);
  expect(answer).toMatchObject({ status: 200, body: { kind: 'compute#operation' } });
  const operation = asString(answer.body['selfLink']).split(`/projects/${project}/`)[1] ?? '';
  expect(await ask('POST', `${operation}/wait`, undefined, project)).toMatchObject({
    status: 200,
    body: { status: 'DONE' },
  });
}

const HEALTH_CHECK = { name: 'check', type: 'HTTP', httpHealthCheck: { port: 80 } };
const SERVICE = { name: 'service', healthChecks: ['global/healthChecks/check'], portName: 'http', protocol: 'HTTP' };

async function makeService(): Promise<void> {
  await make('global/healthChecks', HEALTH_CHECK);
  await make('global/backendServices', SERVICE);
}

const reasonOf = ({ body }: Answer): string =>
  asString(asObject(asArray(asObject(body['error'])['errors'])[0])['reason']);
const namesOf = (items: unknown): string[] => asArray(items as never).map((item) => asString(asObject(item)['name']));

describe('resources', () => {
  test('1. come back with the defaults and the fingerprint that the service adds', async () => {
    await makeService();
    const { body } = await ask('GET', 'global/backendServices/service');
    expect(body).toMatchObject({
      affinityCookieTtlSec: 0,
      connectionDraining: { drainingTimeoutSec: 0 },
      description: '',
      loadBalancingScheme: 'EXTERNAL',
      port: 80,
      sessionAffinity: 'NONE',
      timeoutSec: 30,
    });
    expect(body['fingerprint']).toMatch(/^[A-Za-z0-9+/]{11}=$/);
    expect(body['id']).toMatch(/^\d{16,20}$/);
    expect(body['creationTimestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[78]:00$/);
  });

  test('2. name themselves by the kind and the link of the real service', async () => {
    await makeService();
    expect((await ask('GET', 'global/backendServices/service')).body).toMatchObject({
      kind: 'compute#backendService',
      selfLink: `${LINK}/global/backendServices/service`,
      healthChecks: [`${LINK}/global/healthChecks/check`],
    });
  });

  test('3. are those of one project', async () => {
    await make('global/healthChecks', HEALTH_CHECK);
    expect((await ask('GET', 'global/healthChecks/check', undefined, 'other')).status).toBe(404);
    await make('global/healthChecks', { ...HEALTH_CHECK, description: 'mine' }, 'other');
    expect((await ask('GET', 'global/healthChecks/check')).body).not.toHaveProperty('description', 'mine');
    expect(namesOf((await ask('GET', 'global/healthChecks', undefined, 'third')).body['items'])).toEqual([]);
  });

  test('4. cannot be deleted while they are in use', async () => {
    await makeService();
    const answer = await ask('DELETE', 'global/healthChecks/check');
    expect(answer.status).toBe(400);
    expect(reasonOf(answer)).toBe('resourceInUseByAnotherResource');
    expect((await ask('GET', 'global/healthChecks/check')).status).toBe(200);
  });
});

describe('what is wrong is refused:', () => {
  test('5. a name that is none', async () => {
    const answer = await ask('POST', 'global/healthChecks', { ...HEALTH_CHECK, name: 'Bad_Name' });
    expect(answer.status).toBe(400);
    expect(asObject(answer.body['error'])['message']).toBe(
      "Invalid value for field 'resource.name': 'Bad_Name'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'",
    );
  });

  test('6. a value that an enum does not have; a field that a message does not have is told', async () => {
    await make('global/healthChecks', HEALTH_CHECK);
    expect((await ask('POST', 'global/backendServices', { ...SERVICE, protocol: 'PIGEON' })).status).toBe(400);
    expect((await ask('GET', 'global/backendServices/service')).status).toBe(404);
    const answer = await ask('POST', 'global/backendServices', { ...SERVICE, pigeons: 3 });
    expect(answer.status).toBe(200);
    expect(answer.ignored).toMatch(/^resource\.pigeons;/);
  });

  test('7. a link to what is not there', async () => {
    const defaultService = 'global/backendServices/none';
    const answer = await ask('POST', 'global/urlMaps', { name: 'map', defaultService });
    expect(answer.status).toBe(404);
    expect(reasonOf(answer)).toBe('notFound');
    expect(asObject(answer.body['error'])['message']).toBe(
      "The resource 'projects/p/global/backendServices/none' was not found",
    );
  });

  test('8. a second resource of one name', async () => {
    await make('global/healthChecks', HEALTH_CHECK);
    const answer = await ask('POST', 'global/healthChecks', HEALTH_CHECK);
    expect(answer.status).toBe(409);
    expect(reasonOf(answer)).toBe('alreadyExists');
  });

  test('9. a resource that is not there', async () => {
    for (const method of ['GET', 'DELETE']) {
      const answer = await ask(method, 'global/healthChecks/none');
      expect(answer.status).toBe(404);
      expect(reasonOf(answer)).toBe('notFound');
    }
  });

  test('10. with a body that says the same as the status', async () => {
    const message = "The resource 'projects/p/global/healthChecks/none' was not found";
    expect(await ask('GET', 'global/healthChecks/none')).toMatchObject({
      status: 404,
      body: { error: { code: 404, message, errors: [{ message, domain: 'global', reason: 'notFound' }] } },
    });
  });
});

describe('lists', () => {
  beforeEach(async () => {
    for (const name of ['b', 'a', 'c']) await make('global/healthChecks', { ...HEALTH_CHECK, name });
    await make('regions/us-east1/healthChecks', { ...HEALTH_CHECK, name: 'regional' });
  });

  test('11. come in pages of maxResults', async () => {
    const first = await ask('GET', 'global/healthChecks?maxResults=2');
    expect(namesOf(first.body['items'])).toEqual(['a', 'b']);
    const pageToken = encodeURIComponent(asString(first.body['nextPageToken']));
    const second = await ask('GET', `global/healthChecks?maxResults=2&pageToken=${pageToken}`);
    expect(namesOf(second.body['items'])).toEqual(['c']);
    expect(second.body).not.toHaveProperty('nextPageToken');
  });

  test('12. hold what their filter lets through, and are refused for a filter that cannot be read', async () => {
    const filtered = await ask('GET', `global/healthChecks?filter=${encodeURIComponent('name eq [ab]')}`);
    expect(namesOf(filtered.body['items'])).toEqual(['a', 'b']);
    const answer = await ask('GET', `global/healthChecks?filter=${encodeURIComponent('name ~ b')}`);
    expect(answer.status).toBe(400);
    expect(answer.body).not.toHaveProperty('items');
  });

  test('13. are sorted as orderBy asks', async () => {
    const orderBy = encodeURIComponent('creationTimestamp desc');
    expect(namesOf((await ask('GET', `global/healthChecks?orderBy=${orderBy}`)).body['items'])).toEqual([
      'c',
      'a',
      'b',
    ]);
    expect((await ask('GET', 'global/healthChecks?orderBy=size')).status).toBe(400);
  });

  test('14. over all scopes are keyed by scope', async () => {
    const items = asObject((await ask('GET', 'aggregated/healthChecks')).body['items']);
    expect(namesOf(asObject(items['global'])['healthChecks'])).toEqual(['a', 'b', 'c']);
    expect(namesOf(asObject(items['regions/us-east1'])['healthChecks'])).toEqual(['regional']);
    expect(items['regions/us-west1']).toMatchObject({ warning: { code: 'NO_RESULTS_ON_PAGE' } });
    expect(Object.keys(items).every((scope) => /^(?:global|regions\/[a-z0-9-]+)$/.test(scope))).toBe(true);
  });
});

describe('methods', () => {
  test('15. that carry a requestId again answer with the first operation', async () => {
    const path = 'global/healthChecks?requestId=8a1a6f5e-6f2b-4c0b-9d3e-2f5b8c7d1e90';
    const first = await ask('POST', path, HEALTH_CHECK);
    const again = await ask('POST', path, HEALTH_CHECK);
    expect(again.status).toBe(200);
    expect(again.body['name']).toBe(first.body['name']);
    expect(first.body['clientOperationId']).toBe('8a1a6f5e-6f2b-4c0b-9d3e-2f5b8c7d1e90');
  });

  test('16. getHealth takes a group and tells of its members', async () => {
    const zone = 'zones/us-central1-a';
    await make(`${zone}/instances`, {
      name: 'vm',
      machineType: `${zone}/machineTypes/e2-small`,
      networkInterfaces: [{ network: 'global/networks/default' }],
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
      ],
    });
    await make(`${zone}/instanceGroups`, { name: 'group', namedPorts: [{ name: 'http', port: 80 }] });
    await make(`${zone}/instanceGroups/group/addInstances`, { instances: [{ instance: `${zone}/instances/vm` }] });
    const group = `${LINK}/${zone}/instanceGroups/group`;
    await make('global/healthChecks', HEALTH_CHECK);
    await make('global/backendServices', { ...SERVICE, backends: [{ group }] });
    const { status, body } = await ask('POST', 'global/backendServices/service/getHealth', { group });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'compute#backendServiceGroupHealth',
      healthStatus: [{ instance: `${LINK}/${zone}/instances/vm`, healthState: 'HEALTHY', port: 80 }],
    });
  });

  test('17. PATCH changes the fields it is sent, however many', async () => {
    await makeService();
    const answer = await ask('PATCH', 'global/backendServices/service', { timeoutSec: 45, description: 'edge' });
    expect(answer.status).toBe(200);
    expect((await ask('GET', 'global/backendServices/service')).body).toMatchObject({
      timeoutSec: 45,
      description: 'edge',
      protocol: 'HTTP',
      healthChecks: [`${LINK}/global/healthChecks/check`],
    });
  });

  test('18. on an operation that never was find none', async () => {
    for (const [method, path] of [
      ['GET', 'global/operations/operation-1-2-3-4'],
      ['POST', 'global/operations/operation-1-2-3-4/wait'],
      ['GET', 'zones/us-central1-a/operations/operation-1-2-3-4'],
    ] as const) {
      expect((await ask(method, path)).status).toBe(404);
    }
  });
});
