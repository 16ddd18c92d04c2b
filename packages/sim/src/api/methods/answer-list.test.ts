import { expect, test } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { createSimulator } from '../../simulator.ts';

const ZONE = '/compute/v1/projects/p/zones/us-central1-a';
const simulator = createSimulator();

function post(path: string, body?: object) {
  const answer = simulator.handle({ method: 'POST', url: ZONE + path, body });
  // What was started is done at the next read.
  simulator.handle({ method: 'GET', url: '/compute/v1/projects/p/zones' });
  return answer;
}

for (const name of ['vm-a', 'vm-b', 'vm-c']) {
  post('/instances', {
    name,
    machineType: 'zones/us-central1-a/machineTypes/e2-small',
    networkInterfaces: [{ network: 'global/networks/default' }],
    disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
  });
}
post('/instanceGroups', { name: 'group' });
post('/instanceGroups/group/addInstances', {
  instances: ['vm-a', 'vm-b', 'vm-c'].map((name) => ({ instance: `zones/us-central1-a/instances/${name}` })),
});

function members(query: Readonly<Record<string, string>>): { status: number; names: string[]; pageToken: string } {
  const { status, body } = post(`/instanceGroups/group/listInstances?${new URLSearchParams(query).toString()}`);
  const links = asArray(body?.['items']).map((item) => asString(asObject(item)['instance']));
  return {
    status,
    names: links.map((link) => link.split('/').at(-1) ?? ''),
    pageToken: asString(body?.['nextPageToken']),
  };
}

test('what a method of a collection lists is filtered like any other list', () => {
  expect(members({}).names).toEqual(['vm-a', 'vm-b', 'vm-c']);
  expect(members({ filter: 'instance eq .*/vm-[ab]' }).names).toEqual(['vm-a', 'vm-b']);
  expect(members({ filter: 'status = RUNNING AND instance:vm-c' }).names).toEqual(['vm-c']);
  expect(members({ filter: 'status = TERMINATED' })).toMatchObject({ status: 200, names: [] });
});

test('it comes in pages', () => {
  const first = members({ maxResults: '2' });
  expect(first.names).toEqual(['vm-a', 'vm-b']);
  expect(members({ maxResults: '2', pageToken: first.pageToken })).toEqual({
    status: 200,
    names: ['vm-c'],
    pageToken: '',
  });
});

test.each([
  { filter: 'nonsense' },
  { filter: 'name = a' },
  { maxResults: '501' },
  { orderBy: 'size' },
  { pageToken: 'x' },
])('%j is refused', (query) => {
  expect(members(query).status).toBe(400);
});
