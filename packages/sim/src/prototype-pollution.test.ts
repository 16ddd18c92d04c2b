import { expect, test } from 'vitest';
import { createSimulator } from './index.ts';

const PROJECT = '/compute/v1/projects/p1';
const CHECKS = `${PROJECT}/global/healthChecks`;
const DISKS = `${PROJECT}/zones/us-central1-a/disks`;
const NAMES = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', '__defineGetter__'];

const before = Object.getOwnPropertyNames(Object.prototype);

/** Says what of the objects that all others come from is not as it was. */
const polluted = (): readonly string[] => [
  ...Object.getOwnPropertyNames(Object.prototype).filter((name) => !before.includes(name)),
  ...Object.getOwnPropertyNames(Array.prototype).filter((name) => name.startsWith('polluted')),
];

const read = (text: string): unknown => JSON.parse(text);

test.each(NAMES)('no body pollutes: a field %s, at any depth', (name) => {
  for (const strict of [false, true]) {
    const simulator = createSimulator({ strict });
    const post = (url: string, body: string) => simulator.handle({ method: 'POST', url, body });
    const evil = `"${name}":{"polluted":true,"polluted2":{"constructor":{"prototype":{"polluted":true}}}}`;
    const statuses = [
      post(CHECKS, `{"name":"a","type":"TCP",${evil}}`),
      post(CHECKS, `{"name":"b","type":"TCP","tcpHealthCheck":{"port":80,${evil}}}`),
      post(CHECKS, `{"name":"c","type":"TCP","${name}":"polluted"}`),
      post(
        `${PROJECT}/global/urlMaps`,
        `{"name":"u","hostRules":[{${evil}}],"tests":[${evil.replace(/^"[^"]*":/, '')}]}`,
      ),
      post(`${PROJECT}/setCommonInstanceMetadata`, `{"items":[{"key":"${name}","value":"v"}],${evil}}`),
      simulator.handle({ method: 'PATCH', url: `${CHECKS}/a`, body: `{${evil}}` }),
    ].map(({ status }) => status);
    for (const status of statuses) expect([200, 400, 404]).toContain(status);
    expect(strict ? statuses.slice(0, 4) : []).toEqual(strict ? [400, 400, 400, 400] : []);
    expect(read(JSON.stringify(simulator.replayed()))).toEqual(read(JSON.stringify(simulator.snapshot())));
  }
  expect(polluted()).toEqual([]);
});

test.each(NAMES)('a map keeps a key as it came, or refuses it: label %s', (name) => {
  const simulator = createSimulator();
  const labels = `{"${name}":"polluted"}`;
  const { status } = simulator.handle({
    method: 'POST',
    url: DISKS,
    body: `{"name":"a","sizeGb":"10","labels":${labels}}`,
  });
  const answer = simulator.handle({ method: 'GET', url: `${DISKS}/a` });
  const kept = createSimulator({ snapshot: JSON.parse(JSON.stringify(simulator.snapshot())) });
  const again = kept.handle({ method: 'GET', url: `${DISKS}/a` });
  const seen = [answer, again].map(({ body }) => JSON.stringify(body?.['labels']));
  expect({ status, seen }).toEqual(
    status === 200 ? { status, seen: [labels, labels] } : { status: 400, seen: [undefined, undefined] },
  );
  expect(polluted()).toEqual([]);
});

test.each(NAMES)('no query finds what is no field: %s', (name) => {
  const simulator = createSimulator();
  simulator.handle({ method: 'POST', url: CHECKS, body: '{"name":"a","type":"TCP"}' });
  const queries = [
    `${name}=polluted`,
    `${name}[polluted]=true`,
    `filter=${name}%3Dpolluted`,
    `filter=${name}.polluted%3Dtrue`,
    `filter=labels.${name}%3Dx`,
    `filter=(${name}%20eq%20.*)`,
    `orderBy=${name}`,
    `fields=${name}`,
    `fields=items/${name}`,
    `fields=items(${name}/polluted)`,
    `pageToken=${name}`,
  ];
  for (const query of queries) {
    const { status, body } = simulator.handle({ method: 'GET', url: `${CHECKS}?${query}` });
    expect([200, 400]).toContain(status);
    expect(JSON.stringify(body)).not.toContain('native code');
  }
  expect(polluted()).toEqual([]);
});

test.each(NAMES)('names of projects, resources, collections and verbs: %s', (name) => {
  const simulator = createSimulator();
  const urls = [
    `/compute/v1/projects/${name}`,
    `/compute/v1/projects/${name}/zones`,
    `${CHECKS}/${name}`,
    `${PROJECT}/global/${name}`,
    `${PROJECT}/${name}`,
    `/compute/v1/${name}`,
    `${PROJECT}/zones/${name}/instances`,
    `${CHECKS}/a/${name}`,
  ];
  for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', name]) {
    for (const url of urls)
      expect([200, 400, 404, 501]).toContain(simulator.handle({ method, url, body: '{}' }).status);
  }
  expect(polluted()).toEqual([]);
});

test('a resource may be called constructor', () => {
  const simulator = createSimulator();
  const body = '{"name":"constructor","type":"TCP"}';
  expect(simulator.handle({ method: 'POST', url: CHECKS, body }).status).toBe(200);
  expect(simulator.handle({ method: 'GET', url: `${CHECKS}/constructor` }).body).toMatchObject({ name: 'constructor' });
});
