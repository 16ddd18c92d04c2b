/** The life of a load balancer with requests alone, as programs send them that use no client of Google's. */
import assert from 'node:assert/strict';
import { step } from '../step.ts';

/** What a request is answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends a request to Google, as any client of HTTP does. */
export type Send = (
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
) => Promise<Answer>;

/** The fields that are looked at. */
interface Resource {
  readonly [field: string]: unknown;
  readonly name?: string;
  readonly selfLink?: string;
  readonly status?: string;
  readonly error?: { readonly message?: string };
  readonly items?: readonly Resource[] | Readonly<Record<string, { readonly instances?: readonly Resource[] }>>;
  readonly nextPageToken?: string;
}

const ZONE = 'zones/us-central1-a';
const PROJECT = 'https://compute.googleapis.com/compute/v1/projects/shop';
const TOKEN = 'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token';

/** Takes the steps one by one, and prints how each ends. */
export async function life(send: Send): Promise<void> {
  const granted = await send('GET', TOKEN, { 'metadata-flavor': 'Google' });
  // What the metadata server answers.
  const { access_token: token } = JSON.parse(granted.text) as { readonly access_token: string };

  async function call(method: string, path: string, body?: object): Promise<Resource & { readonly code: number }> {
    const url = path.startsWith('https:') ? path : `${PROJECT}/${path}`;
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const { status, text } = await send(method, url, headers, body && JSON.stringify(body));
    return { ...(JSON.parse(text) as Resource), code: status };
  }

  /** A mutation is over when its operation is. */
  async function done(method: string, path: string, body?: object): Promise<void> {
    let operation = await call(method, path, body);
    assert.equal(operation.code, 200, operation.error?.message);
    while (operation.status !== 'DONE') operation = await call('POST', `${operation.selfLink}/wait`);
    assert.equal(operation.error, undefined);
  }

  async function names(path: string): Promise<readonly (string | undefined)[]> {
    const { items = [], nextPageToken } = await call('GET', path);
    const found = Array.isArray(items) ? items.map(({ name }: Resource) => name) : [];
    if (nextPageToken === undefined) return found;
    return [...found, ...(await names(`${path}&pageToken=${encodeURIComponent(nextPageToken)}`))];
  }

  await step('network and firewall', async () => {
    await done('POST', 'global/networks', { name: 'lb', autoCreateSubnetworks: true });
    const allowed = [{ IPProtocol: 'tcp', ports: ['8080'] }];
    const firewall = { name: 'probes', network: 'global/networks/lb', allowed, sourceRanges: ['130.211.0.0/22'] };
    await done('POST', 'global/firewalls', firewall);
    const { priority, direction } = await call('GET', 'global/firewalls/probes');
    assert.deepEqual([priority, direction], [1000, 'INGRESS']);
  });

  await step('instance template', async () => {
    const sourceImage = 'projects/debian-cloud/global/images/family/debian-12';
    const properties = {
      machineType: 'e2-small',
      disks: [{ boot: true, initializeParams: { sourceImage } }],
      networkInterfaces: [{ network: 'global/networks/lb' }],
    };
    await done('POST', 'global/instanceTemplates', { name: 'web', properties });
  });

  await step('two instances from it', async () => {
    const query = 'sourceInstanceTemplate=projects/shop/global/instanceTemplates/web';
    for (const name of ['web-1', 'web-2']) {
      await done('POST', `${ZONE}/instances?${query}`, { name });
      assert.equal((await call('GET', `${ZONE}/instances/${name}`)).status, 'RUNNING');
    }
  });

  await step('instance group with a named port and members', async () => {
    const group = `${ZONE}/instanceGroups/web`;
    await done('POST', `${ZONE}/instanceGroups`, { name: 'web', network: 'global/networks/lb' });
    const { fingerprint } = await call('GET', group);
    await done('POST', `${group}/setNamedPorts`, { namedPorts: [{ name: 'http', port: 8080 }], fingerprint });
    const instances = ['web-1', 'web-2'].map((name) => ({ instance: `${ZONE}/instances/${name}` }));
    await done('POST', `${group}/addInstances`, { instances });
    const { items } = await call('POST', `${group}/listInstances`, {});
    assert(Array.isArray(items) && items.length === 2);
  });

  await step('health check and backend service', async () => {
    await done('POST', 'global/healthChecks', { name: 'alive', type: 'HTTP', httpHealthCheck: { port: 8080 } });
    await done('POST', 'global/backendServices', {
      name: 'web',
      portName: 'http',
      healthChecks: ['global/healthChecks/alive'],
      backends: [{ group: `${ZONE}/instanceGroups/web` }],
    });
  });

  await step('URL map, target proxy, address, forwarding rule', async () => {
    await done('POST', 'global/urlMaps', { name: 'web', defaultService: 'global/backendServices/web' });
    await done('POST', 'global/targetHttpProxies', { name: 'web', urlMap: 'global/urlMaps/web' });
    await done('POST', 'global/addresses', { name: 'web' });
    const { address } = await call('GET', 'global/addresses/web');
    const target = 'global/targetHttpProxies/web';
    await done('POST', 'global/forwardingRules', { name: 'web', target, IPAddress: address, portRange: '80' });
    assert.equal((await call('GET', 'global/forwardingRules/web'))['IPAddress'], address);
    assert.equal((await call('GET', 'global/addresses/web')).status, 'IN_USE');
  });

  await step('lists: whole, filtered, in pages, of all zones', async () => {
    assert.deepEqual(await names(`${ZONE}/instances`), ['web-1', 'web-2']);
    assert.deepEqual(await names(`${ZONE}/instances?filter=${encodeURIComponent('name = web-2')}`), ['web-2']);
    assert.deepEqual(await names(`${ZONE}/instances?maxResults=1`), ['web-1', 'web-2']);
    const { items = {} } = await call('GET', 'aggregated/instances');
    const found = Object.values(items).flatMap(({ instances = [] }) => instances.map(({ name }) => name));
    assert.deepEqual(found, ['web-1', 'web-2']);
  });

  await step('patch with the fingerprint, and with a stale one', async () => {
    const service = 'global/backendServices/web';
    const { fingerprint } = await call('GET', service);
    await done('PATCH', service, { timeoutSec: 7, fingerprint });
    assert.equal((await call('GET', service))['timeoutSec'], 7);
    assert.equal((await call('PATCH', service, { timeoutSec: 8, fingerprint })).code, 412);
  });

  await step('health of both members', async () => {
    const group = `projects/shop/${ZONE}/instanceGroups/web`;
    const { healthStatus } = await call('POST', 'global/backendServices/web/getHealth', { group });
    assert(Array.isArray(healthStatus) && healthStatus.length === 2);
  });

  await step('refusals: in use, not there', async () => {
    assert.equal((await call('DELETE', 'global/healthChecks/alive')).code, 400);
    const none = await call('GET', 'global/backendServices/none');
    assert.equal(none.code, 404);
    assert.match(none.error?.message ?? '', /was not found/);
  });

  await step('delete all of it', async () => {
    for (const path of [
      'global/forwardingRules/web',
      'global/addresses/web',
      'global/targetHttpProxies/web',
      'global/urlMaps/web',
      'global/backendServices/web',
      'global/healthChecks/alive',
      `${ZONE}/instanceGroups/web`,
      `${ZONE}/instances/web-1`,
      `${ZONE}/instances/web-2`,
      'global/instanceTemplates/web',
      'global/firewalls/probes',
      'global/networks/lb',
    ]) {
      await done('DELETE', path);
    }
    assert.deepEqual(await names(`${ZONE}/instances`), []);
    assert.deepEqual(await names('global/backendServices'), []);
  });
}
