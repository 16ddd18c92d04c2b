import { expect, test } from 'vitest';
import { createGceCloud } from './gce-cloud.ts';
import { scriptedServer } from './scripted-server.test-support.ts';

const CREATE = 'compute.backendServices.create';
const UPDATE = 'compute.backendServices.update';

test('Resource Manager is asked in one request, and those that it names are granted', async () => {
  const { endpoint, seen } = await scriptedServer({ json: { permissions: [UPDATE] } }, { json: {} });
  const cloud = createGceCloud({ project: 'my-project', endpoint });
  expect(await cloud.testIamPermissions([CREATE, UPDATE])).toEqual([UPDATE]);
  expect(await cloud.testIamPermissions([CREATE])).toEqual([]);
  expect(seen).toMatchObject([
    { method: 'POST', path: '/v1/projects/my-project:testIamPermissions', body: { permissions: [CREATE, UPDATE] } },
    { body: { permissions: [CREATE] } },
  ]);
});

test('at its own host beside that of Google, whatever the endpoint of Compute', async () => {
  const asked: string[] = [];
  const answer: typeof fetch = (input) => {
    asked.push(new Request(input).url);
    return Promise.resolve(Response.json({ permissions: [CREATE] }));
  };
  for (const endpoint of [undefined, 'https://compute-mine.p.googleapis.com']) {
    const cloud = createGceCloud({ project: 'p', fetch: answer, ...(endpoint !== undefined && { endpoint }) });
    expect(await cloud.testIamPermissions([CREATE])).toEqual([CREATE]);
  }
  const url = 'https://cloudresourcemanager.googleapis.com/v1/projects/p:testIamPermissions';
  expect(asked).toEqual([url, url]);
});

test('what cannot be asked rejects once, as every call', async () => {
  const refused = { error: { code: 403, message: 'Cloud Resource Manager API has not been used in project 1' } };
  const { endpoint, seen } = await scriptedServer({ status: 403, json: refused }, { hangUp: true }, { body: '<html>' });
  const cloud = createGceCloud({ project: 'p', endpoint });
  const subject = { method: 'projects.testIamPermissions', resource: 'projects/p' };
  await expect(cloud.testIamPermissions([CREATE])).rejects.toMatchObject({ ...subject, code: 403 });
  await expect(cloud.testIamPermissions([CREATE])).rejects.toMatchObject({ ...subject, code: 0, reason: 'noAnswer' });
  await expect(cloud.testIamPermissions([CREATE])).rejects.toMatchObject({ ...subject, reason: 'malformedAnswer' });
  expect(seen.length).toBe(3);
});
