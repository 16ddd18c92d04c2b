import type { ApiVersion } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import type { ApiResponse, Simulator } from '../index.ts';
import { createSimulator } from '../index.ts';
import type { JsonObject } from '../kernel/json.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import { pathOf } from '../kernel/self-link.ts';

type Send = (version: ApiVersion, method: string, path: string, body?: object) => ApiResponse;

const sendTo =
  (simulator: Simulator): Send =>
  (version, method, path, body) =>
    simulator.handle({ method, url: `/compute/${version}/projects/p1/${path}`, body });

const ZONE = 'zones/us-central1-a';
const linkIn = (version: ApiVersion, path: string): string =>
  `https://www.googleapis.com/compute/${version}/projects/p1/${path}`;

/** A disk with a field that v1 does not know, made through beta. */
function withDisk(simulator: Simulator = createSimulator()): Send {
  const send = sendTo(simulator);
  const body = { name: 'd', sizeGb: '10', description: linkIn('v1', ZONE), multiWriter: true };
  expect(send('beta', 'POST', `${ZONE}/disks`, body).status).toBe(200);
  expect(send('beta', 'GET', `${ZONE}/disks/d`).body).toMatchObject({ multiWriter: true });
  return send;
}

const itemsOf = (answer: ApiResponse): readonly JsonObject[] => asArray(answer.body?.['items']).map(asObject);

describe('one resource, seen through three versions', () => {
  test.each(['v1', 'beta', 'alpha'] as const)('%s answers with links of its own', (version) => {
    const send = sendTo(createSimulator());
    const body = { name: 'hc', type: 'TCP', tcpHealthCheck: { port: 80 } };
    const { body: operation = {} } = send(version, 'POST', 'global/healthChecks', body);
    const link = linkIn(version, 'global/healthChecks/hc');
    expect(operation['targetLink']).toBe(link);
    for (const asked of ['v1', 'beta', 'alpha'] as const) {
      const own = linkIn(asked, 'global/healthChecks/hc');
      expect(send(asked, 'GET', 'global/healthChecks/hc').body?.['selfLink']).toBe(own);
      expect(itemsOf(send(asked, 'GET', 'global/healthChecks')).map(({ selfLink }) => selfLink)).toEqual([own]);
      const name = `global/operations/${asString(operation['name'])}`;
      expect(send(asked, 'GET', name).body).toMatchObject({ selfLink: linkIn(asked, name), targetLink: own });
      const all = send(asked, 'GET', 'aggregated/healthChecks').body;
      expect(all).toMatchObject({ items: { global: { healthChecks: [{ selfLink: own }] } } });
    }
  });

  test('a reference may be of any version, and names the one resource', () => {
    const send = sendTo(createSimulator());
    send('v1', 'POST', 'global/healthChecks', { name: 'hc', type: 'TCP', tcpHealthCheck: { port: 80 } });
    expect(send('v1', 'GET', 'global/healthChecks/hc').status).toBe(200);
    for (const version of ['v1', 'beta', 'alpha'] as const) {
      const body = { name: `b-${version}`, healthChecks: [linkIn(version, 'global/healthChecks/hc')] };
      expect(send('beta', 'POST', 'global/backendServices', body)).toMatchObject({ status: 200 });
      const read = send('v1', 'GET', `global/backendServices/b-${version}`).body;
      expect(read?.['healthChecks']).toEqual([linkIn('v1', 'global/healthChecks/hc')]);
    }
    const refused = send('alpha', 'DELETE', 'global/healthChecks/hc');
    expect(JSON.stringify(refused.body)).toContain('resourceInUseByAnotherResource');
  });

  test('a filter means a resource by the link of any version', () => {
    const send = withDisk();
    for (const version of ['v1', 'beta', 'alpha'] as const) {
      const filter = encodeURIComponent(`selfLink = "${linkIn(version, `${ZONE}/disks/d`)}"`);
      expect(itemsOf(send('v1', 'GET', `${ZONE}/disks?filter=${filter}`))).toHaveLength(1);
    }
  });

  test('what people write is not taken for a link', () => {
    expect(withDisk()('beta', 'GET', `${ZONE}/disks/d`).body?.['description']).toBe(linkIn('v1', ZONE));
  });
});

describe('a field that only a later version has', () => {
  test('is shown by that one and those after it, and by no other', () => {
    const send = withDisk();
    expect(send('alpha', 'GET', `${ZONE}/disks/d`).body).toHaveProperty('multiWriter', true);
    expect(send('v1', 'GET', `${ZONE}/disks/d`).body).not.toHaveProperty('multiWriter');
    expect(itemsOf(send('v1', 'GET', `${ZONE}/disks`))[0]).not.toHaveProperty('multiWriter');
    expect(JSON.stringify(send('v1', 'GET', 'aggregated/disks').body)).not.toContain('multiWriter');
    expect(JSON.stringify(send('beta', 'GET', 'aggregated/disks').body)).toContain('multiWriter');
  });

  test('is hidden inside of messages and lists too', () => {
    const send = sendTo(createSimulator());
    const disks = [
      { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
    ];
    const scheduling = { maintenanceFreezeDurationHours: 24 };
    const body = {
      name: 'i',
      machineType: `${ZONE}/machineTypes/e2-small`,
      disks,
      networkInterfaces: [{}],
      scheduling,
    };
    expect(send('beta', 'POST', `${ZONE}/instances`, body).status).toBe(200);
    expect(send('beta', 'GET', `${ZONE}/instances/i`).body).toMatchObject({ scheduling });
    const inV1 = send('v1', 'GET', `${ZONE}/instances/i`).body;
    expect(inV1?.['scheduling']).toMatchObject({ automaticRestart: true });
    expect(inV1?.['scheduling']).not.toHaveProperty('maintenanceFreezeDurationHours');
  });

  test('is kept when v1 changes the resource', () => {
    const send = sendTo(createSimulator());
    const path = 'global/backendServices/b';
    const circuitBreakers = { connectTimeout: { seconds: '1' }, maxRetries: 2 };
    const body = { name: 'b', allowMultinetwork: true, circuitBreakers };
    expect(send('alpha', 'POST', 'global/backendServices', body).status).toBe(200);
    expect(send('alpha', 'GET', path).body).toMatchObject({ allowMultinetwork: true, circuitBreakers });
    expect(send('v1', 'PATCH', path, { description: 'patched', circuitBreakers: { maxRetries: 3 } })).toMatchObject({
      status: 200,
    });
    expect(send('alpha', 'GET', path).body).toMatchObject({
      description: 'patched',
      allowMultinetwork: true,
      circuitBreakers: { connectTimeout: { seconds: '1' }, maxRetries: 3 },
    });
    const { fingerprint } = send('v1', 'GET', path).body ?? {};
    const whole = { name: 'b', fingerprint, circuitBreakers: { maxRetries: 4 } };
    expect(send('v1', 'PUT', path, whole)).toMatchObject({ status: 200 });
    const replaced = send('alpha', 'GET', path).body;
    // What v1 cannot speak of stays; a message that it replaces is replaced as a whole.
    expect(replaced).toMatchObject({ description: '', allowMultinetwork: true, circuitBreakers: { maxRetries: 4 } });
    expect(replaced?.['circuitBreakers']).not.toHaveProperty('connectTimeout');
  });

  test('has no effect in a body of v1, which is told, and refused by a strict simulator', () => {
    const body = { name: 'd', sizeGb: '10', multiWriter: true };
    const send = sendTo(createSimulator());
    expect(send('v1', 'POST', `${ZONE}/disks`, body)).toMatchObject({
      status: 200,
      headers: { 'x-gcepool-ignored': expect.stringContaining('resource.multiWriter') },
    });
    expect(send('beta', 'GET', `${ZONE}/disks/d`).body).toHaveProperty('multiWriter', false);
    const strict = sendTo(createSimulator({ strict: true }));
    expect(strict('v1', 'POST', `${ZONE}/disks`, body).status).toBe(400);
    expect(strict('beta', 'POST', `${ZONE}/disks`, body).status).toBe(200);
  });

  test('can be asked by filters and field masks of that version alone', () => {
    const send = withDisk();
    const filtered = (version: ApiVersion): ApiResponse =>
      send(version, 'GET', `${ZONE}/disks?filter=${encodeURIComponent('multiWriter = true')}`);
    expect(itemsOf(filtered('beta'))).toHaveLength(1);
    expect(filtered('v1').status).toBe(400);
    expect(send('beta', 'GET', `${ZONE}/disks/d?fields=multiWriter`).body).toEqual({ multiWriter: true });
    expect(send('v1', 'GET', `${ZONE}/disks/d?fields=multiWriter`).status).toBe(400);
  });

  test('stays hidden in forks, after a restart from a snapshot, and when the journal is replayed', () => {
    const simulator = createSimulator();
    withDisk(simulator);
    const restored = createSimulator({ snapshot: structuredClone(simulator.snapshot()) });
    for (const one of [simulator.fork(), restored]) {
      expect(sendTo(one)('v1', 'GET', `${ZONE}/disks/d`).body).not.toHaveProperty('multiWriter');
      expect(sendTo(one)('beta', 'GET', `${ZONE}/disks/d`).body).toHaveProperty('multiWriter', true);
    }
    expect(simulator.replayed()).toEqual(simulator.snapshot());
    expect(() => createSimulator({ snapshot: { ...simulator.snapshot(), apiVersion: 'gamma' as ApiVersion } })).toThrow(
      "apiVersion must be v1, beta or alpha; got 'gamma'",
    );
  });
});

test('a write that is refused leaves no trace of its version', () => {
  const simulator = createSimulator();
  const before = simulator.snapshot();
  expect(sendTo(simulator)('beta', 'DELETE', `${ZONE}/disks/none`).status).toBe(404);
  expect(simulator.snapshot()).toEqual(before);
});

test('links of every version lead to the path', () => {
  for (const version of ['v1', 'beta', 'alpha'] as const) expect(pathOf(linkIn(version, 'x'))).toBe('projects/p1/x');
  expect(pathOf('https://www.googleapis.com/compute/gamma/projects/p1/x')).toBeUndefined();
});

test('a batch answers each of its requests in the version of that one', async () => {
  const part = (version: ApiVersion): string =>
    `--b\r\nContent-Type: application/http\r\n\r\nGET /compute/${version}/projects/p1/${ZONE} HTTP/1.1\r\n\r\n`;
  const answer = await createSimulator().fetch('https://www.googleapis.com/batch/compute/beta', {
    method: 'POST',
    headers: { 'content-type': 'multipart/mixed; boundary=b' },
    body: `${part('beta')}${part('v1')}${part('alpha')}--b--`,
  });
  const links = [...(await answer.text()).matchAll(/"selfLink": "[^"]*\/compute\/(\w+)\//g)].map(
    ([, version]) => version,
  );
  expect(links).toEqual(['beta', 'v1', 'alpha']);
});
