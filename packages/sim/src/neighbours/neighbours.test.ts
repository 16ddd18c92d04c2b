import { describe, expect, test } from 'vitest';
import type { ApiResponse } from '../api/response.ts';
import { asString } from '../kernel/json.ts';
import type { SimulatorOptions } from '../options/simulator-options.ts';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';

interface Asking {
  readonly simulator: Simulator;
  readonly get: (path: string) => ApiResponse;
  readonly post: (path: string, body?: object) => ApiResponse;
}

function asking(options?: SimulatorOptions): Asking {
  const simulator = createSimulator(options);
  return {
    simulator,
    get: (url) => simulator.handle({ method: 'GET', url }),
    post: (url, body) => simulator.handle({ method: 'POST', url, body }),
  };
}

const messageOf = ({ status, body }: ApiResponse): string => `${status} ${JSON.stringify(body)}`;

describe('Resource Manager', () => {
  test('has every project, in the words of either version, by its id and by its number', () => {
    const { get } = asking();
    expect(get('/compute/v1/projects/shop').status).toBe(200);
    const { body } = get('/v1/projects/shop');
    const number = asString(body?.['projectNumber']);
    expect(body).toMatchObject({ projectId: 'shop', name: 'shop', lifecycleState: 'ACTIVE' });
    expect(number).toMatch(/^\d{12}$/);
    expect(get(`/v1/projects/${number}`).body).toEqual(body);
    expect(get('/v3/projects/shop').body).toMatchObject({
      name: `projects/${number}`,
      projectId: 'shop',
      state: 'ACTIVE',
      createTime: body?.['createTime'],
    });
  });

  test('finds no project of a number that none in use has, nor one of an impossible name', () => {
    const { get } = asking();
    expect(messageOf(get('/v1/projects/1'))).toMatch(/^403 .*number 1/);
    expect(messageOf(get('/v1/projects/A_b'))).toMatch(/^400 .*'A_b'/);
  });

  test.each(['v1', 'v3'])('says by %s that everything is permitted that is asked for', (version) => {
    const { post } = asking();
    const permissions = ['compute.instances.list', 'compute.instanceGroups.update'];
    expect(post(`/${version}/projects/p:testIamPermissions`, { permissions }).body).toEqual({ permissions });
    expect(post(`/${version}/projects/p:testIamPermissions`, {}).body).toEqual({});
    expect(messageOf(post(`/${version}/projects/p:testIamPermissions`, { permissions: ['compute.*'] }))).toMatch(
      /^400 /,
    );
  });

  test('refuses by name what else it does', () => {
    const { post } = asking();
    expect(messageOf(post('/v1/projects/p:undelete', {}))).toMatch(
      /^403 .*POST \/v1\/projects\/p:undelete .* is not simulated/,
    );
  });
});

const STORAGE = '/v1/projects/p/services/storage.googleapis.com';
const namesOf = ({ body }: ApiResponse): unknown => JSON.stringify(body).match(/(?<="config":\{"name":")[^"]*/g) ?? [];

describe('Service Usage', () => {
  test('enables and disables services by operations that are done', () => {
    const { get, post } = asking();
    expect(get(STORAGE).body).toMatchObject({ config: { name: 'storage.googleapis.com' }, state: 'DISABLED' });
    const { body: operation } = post(`${STORAGE}:enable`);
    expect(operation).toMatchObject({ done: true, response: { service: { state: 'ENABLED' } } });
    expect(get(`/v1/${asString(operation?.['name'])}`).body).toEqual(operation);
    expect(get(STORAGE).body?.['state']).toBe('ENABLED');
    post(`${STORAGE}:disable`, {});
    expect(get(STORAGE).body?.['state']).toBe('DISABLED');
  });

  test('enables many at once, and lists them in pages by their state', () => {
    const { get, post } = asking();
    const before = namesOf(get('/v1/projects/p/services?filter=state:ENABLED')) as readonly string[];
    expect(before).toContain('compute.googleapis.com');
    const serviceIds = ['storage.googleapis.com', 'dns.googleapis.com'];
    expect(post('/v1/projects/p/services:batchEnable', { serviceIds }).body).toMatchObject({
      done: true,
      response: { services: serviceIds.map((name) => ({ config: { name }, state: 'ENABLED' })) },
    });
    const all = [...before, ...serviceIds].toSorted();
    const paged: unknown[] = [];
    for (let token: unknown = ''; typeof token === 'string';) {
      const page = get(`/v1/projects/p/services?filter=state%3AENABLED&pageSize=2&pageToken=${token}`);
      paged.push(...(namesOf(page) as readonly string[]));
      token = page.body?.['nextPageToken'];
    }
    expect(paged).toEqual(all);
    const names = serviceIds.map((name) => `names=projects/p/services/${name}`).join('&');
    expect(namesOf(get(`/v1/projects/p/services:batchGet?${names}`))).toEqual(serviceIds);
  });

  test('knows a project by its number too, and no other project of it', () => {
    const { get, post } = asking();
    post(`${STORAGE}:enable`);
    const { parent } = get(STORAGE).body ?? {};
    expect(get(`/v1/${asString(parent)}/services/storage.googleapis.com`).body?.['state']).toBe('ENABLED');
    expect(get('/v1/projects/q/services/storage.googleapis.com').body?.['state']).toBe('DISABLED');
  });

  test('is part of the state: of forks, snapshots, replays and resets', () => {
    const { simulator, get, post } = asking();
    const fork = simulator.fork();
    post(`${STORAGE}:enable`);
    const stateIn = (other: Simulator): unknown => other.handle({ method: 'GET', url: STORAGE }).body?.['state'];
    expect(stateIn(fork)).toBe('DISABLED');
    expect(stateIn(createSimulator({ snapshot: simulator.snapshot() }))).toBe('ENABLED');
    expect(simulator.replayed()).toEqual(simulator.snapshot());
    simulator.reset();
    expect(get(STORAGE).body?.['state']).toBe('DISABLED');
  });

  test.each([
    ['a service without a domain', '/v1/projects/p/services/storage:enable', undefined, /no name of a service/],
    ['nothing', '/v1/projects/p/services:batchEnable', { serviceIds: [] }, /1 to 20 services/],
  ])('refuses to enable %s', (_, path, body, message) => {
    expect(messageOf(asking().post(path, body))).toMatch(message);
  });

  test.each(['/v1/projects/p/services?filter=name:x', '/v1/operations/unknown'])('refuses GET %s', (path) => {
    expect(asking().get(path).status).toBeGreaterThanOrEqual(400);
  });
});

test('neighbours ask for a token where Compute does', () => {
  const { get, simulator } = asking({ auth: 'required' });
  expect(get('/v1/projects/p').status).toBe(401);
  const headers = { authorization: 'Bearer t' };
  expect(simulator.handle({ method: 'GET', url: '/v1/projects/p', headers }).status).toBe(200);
});
