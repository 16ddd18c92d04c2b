import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CERTIFICATE, PRIVATE_KEY } from '../collections/example-certificate.ts';
import type { ApiRequest, SimulatorOptions } from '../index.ts';
import { createSimulator, replayReport } from '../index.ts';
import { asString } from '../kernel/json.ts';
import { projectIn, testProject } from '../../test/test-project.ts';

/** Names and secrets of one history; no part of any is a word of the API. */
const names = fc.uniqueArray(fc.stringMatching(/^[jkqvwyz]{7,9}$/), { minLength: 8, maxLength: 8 });
const numbers = fc.uniqueArray(fc.integer({ min: 23_000_000_000, max: 99_999_999_999 }).map(String), {
  minLength: 2,
  maxLength: 2,
});
const order = fc.array(fc.nat(40), { minLength: 5, maxLength: 40 });

interface Planted {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

function requestsWith({ names: planted, numbers: [number = ''] }: Planted): readonly ApiRequest[] {
  const [project = '', web = '', label = '', secret = '', person = '', host = '', disk = '', word = ''] = planted;
  const at = `/compute/v1/projects/${project}`;
  const zone = `${at}/zones/us-central1-a`;
  const machine = `${web}-${number}`;
  const script = `#!/bin/sh\ncurl -u ${person}:${secret} https://${host}.example.org/${word} | base64 ${btoa(secret)}`;
  return [
    {
      method: 'POST',
      url: `${at}/global/networks`,
      body: { name: `${web}-net`, autoCreateSubnetworks: false, description: `of ${person}, ${word.toUpperCase()}` },
    },
    {
      method: 'POST',
      url: `${zone}/instances`,
      headers: { 'x-gcepool-user': `${person}@${host}.com`, authorization: `Bearer ${secret}` },
      body: {
        name: machine,
        description: `asked for by ${person}@${host}.com, ${encodeURIComponent(word)}`,
        labels: { [label]: word, team: host },
        machineType: `zones/us-central1-a/machineTypes/e2-small`,
        hostname: `${machine}.${host}.internal`,
        networkInterfaces: [{ network: 'global/networks/default', accessConfigs: [{}] }],
        disks: [
          { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
        ],
        metadata: {
          items: [
            { key: 'startup-script', value: script },
            { key: label, value: secret },
          ],
        },
        serviceAccounts: [{ email: `${person}@${project}.iam.gserviceaccount.com`, scopes: [] }],
        tags: { items: [word] },
      },
    },
    {
      method: 'GET',
      url: `${zone}/instances?filter=${encodeURIComponent(`(name = "${machine}") AND (labels.${label} = ${word})`)}`,
    },
    { method: 'GET', url: `${zone}/instances/${machine}?fields=${word}` },
    { method: 'DELETE', url: `${zone}/instances/${machine}` },
    { method: 'POST', url: `${zone}/instances/${machine}/${word}` },
    { method: 'GET', url: `${at}/global/networks/${word}%20${secret}` },
    {
      method: 'POST',
      url: `${at}/global/firewalls`,
      body: {
        name: `${web}-in`,
        network: `global/networks/${web}-net`,
        sourceRanges: ['84.17.3.0/24', '10.20.0.0/16'],
        allowed: [{ IPProtocol: 'tcp', ports: ['8080'] }],
        [word]: secret,
      },
    },
    {
      method: 'POST',
      url: `${at}/global/sslCertificates`,
      body: { name: `${web}-tls`, certificate: CERTIFICATE, privateKey: PRIVATE_KEY },
    },
    {
      method: 'POST',
      url: `${at}/global/sslCertificates`,
      body: {
        name: `${web}-bad`,
        certificate: `-----BEGIN CERTIFICATE-----\n${btoa(secret.repeat(9))}\n-----END CERTIFICATE-----`,
        privateKey: secret,
      },
    },
    {
      method: 'POST',
      url: `${zone}/disks`,
      body: { name: disk, sizeGb: '10', diskEncryptionKey: { rawKey: btoa(secret.repeat(10).slice(0, 32)) } },
    },
    { method: 'POST', url: `${zone}/disks`, body: `{ "name": "${secret}"` },
    {
      method: 'POST',
      url: `${zone}/disks/${disk}/setLabels`,
      body: { labelFingerprint: btoa(word), labels: { [label]: disk } },
    },
    { method: 'DELETE', url: `${zone}/disks/${disk}?requestId=8a9d7d65-7b34-4b47-9d5d-0123456789ab` },
    { method: 'GET', url: `/compute/v1/projects/${project}/aggregated/disks` },
    { method: 'POST', url: `${at}/global/networks`, body: { name: `${web.toUpperCase()}_Net` } },
    {
      method: 'POST',
      url: `${at}/setCommonInstanceMetadata`,
      body: { items: [{ key: 'ssh-keys', value: `${person}:ssh-rsa ${btoa(secret)}` }] },
    },
    {
      method: 'POST',
      url: `${at}/zones/us-central1-a/instances/${machine}/setMetadata`,
      body: { fingerprint: 'abcdefgh', items: [{ key: word, value: 'TRUE' }] },
    },
    { method: 'GET', url: `/compute/${word}/projects/${project}` },
  ];
}

function forms(text: string): readonly string[] {
  const base64 = [0, 1, 2].map((shift) => btoa('-'.repeat(shift) + text).slice(shift === 0 ? 0 : 4, -4));
  return [
    text,
    text.toUpperCase(),
    Array.from(text).toReversed().join(''),
    encodeURIComponent(text),
    ...base64.filter((part) => part.length > 5),
  ];
}

test('nothing that was planted in a history is in its report, and it is answered as the history was', () => {
  fc.assert(
    fc.property(
      names,
      numbers,
      order,
      fc.constantFrom<SimulatorOptions['clock']>('instant', 'manual'),
      (planted, digits, picks, clock) => {
        const simulator = createSimulator(clock === undefined ? {} : { clock });
        const requests = requestsWith({ names: planted, numbers: digits });
        for (const pick of picks) {
          const request = requests[pick % requests.length];
          if (request !== undefined) simulator.handle(request);
          if (clock === 'manual' && pick > 30) simulator.clock.advance(1000);
        }
        const report = simulator.report();
        const text = JSON.stringify(report);
        for (const secret of [...planted, ...digits.slice(0, 1)]) {
          for (const form of forms(secret)) expect(text.includes(form)).toBe(false);
        }
        const replayed = replayReport(JSON.parse(text));
        expect(replayed.differences).toEqual([]);
        expect(report.differs).toBeUndefined();
      },
    ),
    { numRuns: 60 },
  );
});

const machine = {
  machineType: 'e2-small',
  disks: [{ boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } }],
  networkInterfaces: [{ network: 'global/networks/default' }],
};

test('names, numbers and fingerprints that the service made up are those that it makes up when everything is renamed', () => {
  const project = testProject({ seed: 'of-somebody' }, 'wonderland');
  const { simulator, make, get, send } = project;
  make('POST', 'global/instanceTemplates', { name: 'rabbit', properties: machine });
  make('POST', 'zones/us-central1-a/instanceGroupManagers', {
    name: 'hole',
    baseInstanceName: 'rabbit-hole',
    instanceTemplate: 'global/instanceTemplates/rabbit',
    targetSize: 2,
  });
  const [one, two] = project.list('zones/us-central1-a/instances');
  make('POST', `zones/us-central1-a/instances/${asString(one?.['name'])}/stop`);
  make('POST', `zones/us-central1-a/instances/${asString(two?.['id'])}/stop`);
  const { fingerprint } = get(`zones/us-central1-a/instances/${asString(one?.['name'])}`)['tags'] as {
    fingerprint: string;
  };
  make('POST', `zones/us-central1-a/instances/${asString(one?.['name'])}/setTags`, { items: ['queen'], fingerprint });
  send('GET', 'zones/us-central1-a/instances?maxResults=1');
  const { nextPageToken } = send('GET', 'zones/us-central1-a/instances?maxResults=1').body ?? {};
  send('GET', `zones/us-central1-a/instances?maxResults=1&pageToken=${encodeURIComponent(asString(nextPageToken))}`);
  send('GET', 'zones/us-central1-a/instances?filter=name eq "rabbit-hole-.*"');
  const number = asString(get('')['defaultServiceAccount']).split('-', 1)[0];
  simulator.handle({ method: 'GET', url: `/compute/v1/projects/${number}/global/instanceTemplates/rabbit` });
  const report = simulator.report();
  expect(report.differs).toBeUndefined();
  expect(replayReport(report)).toMatchObject({ reproduced: true, uncompared: 0 });
  expect(JSON.stringify(report)).not.toMatch(/wonderland|rabbit|hole|queen|of-somebody/i);
  expect(report.steps.filter((step) => 'request' in step && step.status !== 200)).toEqual([]);
});

test('a report of a simulator that began with a snapshot, and of a fork, begins with what there was, renamed', () => {
  const { simulator, make, get } = testProject({}, 'wonderland');
  make('POST', 'global/networks', { name: 'rabbit', autoCreateSubnetworks: false, description: 'of Alice' });
  make('POST', 'zones/us-central1-a/instances', {
    ...machine,
    machineType: 'zones/us-central1-a/machineTypes/e2-small',
    name: 'hatter',
    labels: { guest: 'dormouse' },
    metadata: { items: [{ key: 'startup-script', value: 'off with their heads' }] },
  });
  simulator.health.set({ project: 'wonderland', endpoint: '10.1.2.3', behaviour: 'down' });
  const begun = createSimulator({ snapshot: simulator.snapshot() });
  for (const later of [begun, simulator.fork()]) {
    const there = projectIn(later, 'wonderland');
    there.make('POST', 'zones/us-central1-a/instances/hatter/stop');
    const { labelFingerprint } = there.get('zones/us-central1-a/instances/hatter');
    there.make('POST', 'zones/us-central1-a/instances/hatter/setLabels', { labels: { tea: 'time' }, labelFingerprint });
    there.make('DELETE', 'global/networks/rabbit');
    const report = later.report();
    expect(report.differs).toBeUndefined();
    expect(report.start.resources.length).toBeGreaterThan(10);
    expect(replayReport(report).differences).toEqual([]);
    expect(JSON.stringify(report)).not.toMatch(/wonderland|rabbit|alice|hatter|dormouse|heads/i);
  }
  expect(get('global/networks/rabbit')).toMatchObject({ name: 'rabbit' });
});

test('what a fault, a limit, a permission or an earlier state answered is told, and not compared', () => {
  const { simulator, send, make } = testProject(
    { rateLimits: [], faults: [{ method: 'networks.insert', fault: { error: { code: 503 } }, times: 1 }] },
    'wonderland',
  );
  send('POST', 'global/networks', { name: 'tea' });
  send('POST', 'global/networks', { name: 'tea' });
  simulator.faults.add({ method: 'networks.insert', fault: 'duplicate', times: 1 });
  send('POST', 'global/networks', { name: 'cup', autoCreateSubnetworks: false });
  simulator.faults.add({ method: 'networks.insert', fault: 'answerLost', times: 1 });
  send('POST', 'global/networks', { name: 'pot', autoCreateSubnetworks: false });
  simulator.staleness.set({ list: { writes: 1 } });
  send('GET', 'global/networks');
  simulator.staleness.set({});
  make('POST', 'global/networks', { name: 'spoon', autoCreateSubnetworks: false });
  const report = simulator.report();
  expect(report.differs).toBeUndefined();
  expect(replayReport(report).reproduced).toBe(true);
});

test('what permissions and limits refused is in a report, and whose they were is not', () => {
  const rabbit = 'serviceAccount:rabbit@wonderland.iam.gserviceaccount.com';
  const simulator = createSimulator({
    rateLimits: [{ group: 'reads', perMinute: 2 }],
    iam: {
      tokens: { 'of-the-rabbit': rabbit, 'of-the-queen': 'user:queen@hearts.example' },
      roles: { 'projects/wonderland/roles/painter': { includedPermissions: ['compute.networks.create'] } },
      policies: {
        'projects/wonderland': {
          bindings: [
            { role: 'roles/owner', members: ['user:queen@hearts.example'] },
            { role: 'projects/wonderland/roles/painter', members: [rabbit] },
          ],
        },
      },
    },
  });
  const asked = (token: string, method: string, path: string, body?: unknown): number =>
    simulator.handle({
      method,
      url: `/compute/v1/projects/wonderland/${path}`,
      headers: { authorization: `Bearer ${token}` },
      body,
    }).status;
  const [white, red] = ['of-the-rabbit', 'of-the-queen'];
  const network = { name: 'roses', autoCreateSubnetworks: false };
  const statuses = [
    asked(white, 'GET', 'global/networks'),
    asked(white, 'POST', 'global/networks', network),
    asked(red, 'POST', 'global/networks', network),
    asked('of-nobody', 'GET', 'global/networks'),
    ...[1, 2, 3].map(() => asked(red, 'GET', 'global/networks/roses')),
    asked(red, 'POST', 'zones/us-central1-a/disks', { name: 'tarts', sizeGb: '10' }),
  ];
  const permissions = ['compute.disks.get', 'compute.disks.delete'];
  const disk = 'zones/us-central1-a/disks/tarts';
  statuses.push(
    asked(red, 'POST', `${disk}/setIamPolicy`, { policy: { bindings: [{ role: 'roles/viewer', members: [rabbit] }] } }),
  );
  statuses.push(asked(white, 'POST', `${disk}/testIamPermissions`, { permissions }));
  simulator.iam.setPolicy('projects/wonderland', { bindings: [{ role: 'roles/compute.viewer', members: [rabbit] }] });
  statuses.push(asked(white, 'GET', 'global/networks'), asked(red, 'GET', 'global/networks'));
  expect(statuses).toEqual([403, 200, 409, 401, 200, 200, 403, 200, 200, 200, 200, 403]);
  const report = simulator.report();
  expect(report.differs).toBeUndefined();
  expect(JSON.stringify(report)).not.toMatch(/wonderland|rabbit|queen|hearts|painter|roses|tarts|nobody/i);
  expect(replayReport(report)).toMatchObject({ reproduced: true, calls: statuses.length });
});

test('what is answered otherwise is told, the first first', () => {
  const { simulator, send, make } = testProject({}, 'wonderland');
  make('POST', 'global/networks', { name: 'tea', autoCreateSubnetworks: false });
  send('GET', 'global/networks/tea');
  send('GET', 'global/networks/cup');
  const report = simulator.report();
  const changed = {
    ...report,
    shapes: report.shapes.map((shape) => shape.replace('autoCreateSubnetworks:boolean', 'automatic:boolean')),
    steps: report.steps.map((step) =>
      'request' in step && step.reason === 'notFound' ? { ...step, reason: 'gone' } : step,
    ),
  };
  const { reproduced, differences } = replayReport(changed);
  expect(reproduced).toBe(false);
  expect(differences.map(({ was, is }) => [was, is.replace(/:.*/, '')])).toEqual([
    ['with automatic:boolean', 'with autoCreateSubnetworks'],
    ['404 gone', '404 notFound'],
  ]);
});

test.each([
  [{}, /format must be "gcepool-report"; got undefined/],
  [null, /format must be/],
  [{ format: 'gcepool-report', version: 2 }, /version 2 of reports is not known/],
  [{ format: 'gcepool-report', version: 1, steps: {} }, /steps must be a list; got an object/],
])('%j is refused as a report', (value, message) => {
  expect(() => replayReport(value as never)).toThrow(message);
});
