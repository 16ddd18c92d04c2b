import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { protos } from '@google-cloud/compute';
import { GlobalOperationsClient, HealthChecksClient } from '@google-cloud/compute';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { chromiumPath, openBrowser } from './chromium.ts';
import { asCommands } from '../src/requests/as-commands.ts';
import type { OpenedConsole } from './opened-console.ts';
import { openConsole } from './opened-console.ts';

const GCLOUD = process.env['GCEPOOL_TEST_GCLOUD'] ?? '/usr/bin/gcloud';
const hasGcloud = isProgram(GCLOUD);
if (!hasGcloud) {
  console.warn('SKIPPED: the console was not tried beside gcloud. Install it, or say where it is: GCEPOOL_TEST_GCLOUD');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What clients of Google do while somebody looks on. */
describe.skipIf(chromiumPath === undefined)('the console beside other clients', () => {
  let browser: Browser;
  let it: OpenedConsole;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    it = await openConsole(browser, { clock: 'instant' });
  });
  afterEach(() => it.close());

  test('what the Node client makes, changes and deletes is seen as it does', async () => {
    const { host, hostname, port } = new URL(it.server.url);
    vi.stubEnv('GCE_METADATA_HOST', host);
    vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
    const endpoint = { apiEndpoint: hostname, port: Number(port), protocol: 'http' };
    const [checks, operations] = [new HealthChecksClient(endpoint), new GlobalOperationsClient(endpoint)];
    const project = 'shop';
    const done = async (mutation: Promise<readonly [{ readonly latestResponse?: unknown }, ...unknown[]]>) => {
      const [{ latestResponse }] = await mutation;
      // The client's types say nothing of what it gives here, which is an operation.
      const { name } = latestResponse as protos.google.cloud.compute.v1.IOperation;
      await operations.wait({ project, operation: name ?? '' });
    };
    await it.look('/p/shop/table/healthChecks');
    await it.page.getByRole('link', { name: 'alive' }).waitFor();
    const healthCheckResource = { name: 'made-by-node', type: 'TCP', tcpHealthCheck: { port: 80 } };
    await done(checks.insert({ project, healthCheckResource }));
    await it.page.getByRole('link', { name: 'made-by-node' }).click();
    await it.page.getByText('"port": 80', { exact: false }).waitFor();
    await done(checks.patch({ project, healthCheck: 'made-by-node', healthCheckResource: { checkIntervalSec: 77 } }));
    await it.page.getByText('77', { exact: true }).waitFor();
    await it.look('/p/shop/requests');
    await it.page.getByRole('row').filter({ hasText: 'healthChecks.patch' }).waitFor();
    await it.look('/p/shop/evidence?method=healthChecks.patch');
    await it.page.getByRole('strong').getByText('healthChecks.patch', { exact: true }).waitFor();
    await it.look('/r/projects/shop/global/healthChecks/made-by-node');
    await it.page.getByText('"made-by-node"').waitFor();
    await done(checks.delete({ project, healthCheck: 'made-by-node' }));
    await it.page.getByText('There is no such resource now.').waitFor();
    await Promise.all([checks.close(), operations.close()]);
    expect(it.simulator.calls.counts()).toMatchObject({ 'healthChecks.insert': 2, 'healthChecks.delete': 1 });
  });

  /** Variables by which gcloud finds the simulator, and nothing of its user. */
  const gcloudVariables = (config: string): NodeJS.ProcessEnv => ({
    PATH: `/usr/bin:/bin:${process.env['PATH'] ?? ''}`,
    HOME: config,
    CLOUDSDK_CONFIG: config,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `${it.server.url}/compute/v1/`,
    CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'true',
    CLOUDSDK_CORE_PROJECT: 'shop',
    CLOUDSDK_CORE_DISABLE_PROMPTS: 'true',
  });

  test.skipIf(!hasGcloud)('what gcloud makes is seen, with what it sent', async () => {
    const config = await mkdtemp(join(tmpdir(), 'gcepool-console-gcloud-'));
    await it.look('/p/shop/requests');
    await it.page.getByRole('heading', { name: 'Requests' }).waitFor();
    try {
      const env = gcloudVariables(config);
      await promisify(execFile)(GCLOUD, ['compute', 'addresses', 'create', 'front', '--global'], { env });
      const row = it.page.getByRole('row').filter({ hasText: 'globalAddresses.insert' });
      await row.getByRole('link').click();
      await it.page.getByText('"front"').first().waitFor();
      expect(it.simulator.links.counts()).toHaveProperty(['projects/shop/global/addresses']);
    } finally {
      await rm(config, { recursive: true });
    }
  });

  test.skipIf(!hasGcloud)('what is shown as gcloud makes what the request made', async () => {
    const config = await mkdtemp(join(tmpdir(), 'gcepool-console-gcloud-'));
    const root = '/compute/v1/projects/shop';
    const made: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
      [`${root}/global/addresses`, { description: 'it’s "quoted"' }],
      [`${root}/global/networks`, { autoCreateSubnetworks: false, mtu: 1500 }],
      [`${root}/zones/us-central1-a/instanceGroups`, { description: 'a group' }],
      [`${root}/global/urlMaps`, { defaultService: 'global/backendServices/web' }],
      [`${root}/global/targetHttpProxies`, { urlMap: 'global/urlMaps/shop' }],
    ];
    try {
      for (const [url, fields] of made) {
        const body = JSON.stringify({ ...fields, name: 'by-gcloud' });
        const { gcloud = '' } = asCommands({ method: 'POST', url, body }, it.server.url);
        await promisify(execFile)('bash', ['-c', gcloud], { env: gcloudVariables(config) });
        it.simulator.handle({ method: 'POST', url, body: { ...fields, name: 'by-hand' } });
        it.simulator.clock.runUntilIdle();
        const [one, other] = ['by-gcloud', 'by-hand'].map((name) => {
          const shown = JSON.stringify(it.simulator.handle({ method: 'GET', url: `${url}/${name}` }).body);
          return Object.keys(fields).map((field) => (JSON.parse(shown) as Record<string, unknown>)[field]);
        });
        expect([url, one]).toEqual([url, other]);
        expect(one).not.toContain(undefined);
      }
    } finally {
      await rm(config, { recursive: true });
    }
  });
});
