import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { ZonesClient } from '@google-cloud/compute';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useSimulator } from './use-simulator.ts';

/* What is on a machine must never win over the simulator. */

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gcepool-machine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function credentials(content: object): void {
  const file = join(folder, 'credentials.json');
  writeFileSync(file, JSON.stringify(content));
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
}

const zones = async (): Promise<readonly [project: string, zone: string | null | undefined]> => {
  const client = new ZonesClient();
  const project = await client.getProjectId();
  const [zone] = await client.get({ project, zone: 'us-central1-a' });
  return [project, zone.name];
};

const { privateKey } = await import('node:crypto').then(({ generateKeyPairSync }) =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }),
);

const SERVICE_ACCOUNT = {
  type: 'service_account',
  project_id: 'of-the-key',
  private_key: privateKey,
  client_email: 'a@of-the-key.iam.gserviceaccount.com',
  token_uri: 'https://oauth2.googleapis.com/token',
};
const USER = { type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: '1//secret' };

describe('with a simulator in use, Google’s client finds it', () => {
  test('on a machine without credentials', async () => {
    await using it = useSimulator();
    expect(it.gce.calls.counts()).toEqual({});
    expect(await zones()).toEqual(['gcepool-sim', 'us-central1-a']);
  });

  test('with the key of a service account', async () => {
    credentials(SERVICE_ACCOUNT);
    await using it = useSimulator();
    expect(it.gce.calls.counts()).toEqual({});
    expect((await zones())[1]).toBe('us-central1-a');
  });

  test('with a user’s credentials', async () => {
    credentials(USER);
    await using it = useSimulator();
    expect(it.gce.calls.counts()).toEqual({});
    expect(await zones()).toEqual(['gcepool-sim', 'us-central1-a']);
  });

  test('with the token of another identity provider', async () => {
    writeFileSync(join(folder, 'token'), 'token-of-elsewhere');
    credentials({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: 'https://sts.googleapis.com/v1/token',
      credential_source: { file: join(folder, 'token') },
    });
    await using it = useSimulator();
    expect(it.gce.calls.counts()).toEqual({});
    expect((await zones())[1]).toBe('us-central1-a');
  });

  test('as another account', async () => {
    credentials({
      type: 'impersonated_service_account',
      service_account_impersonation_url:
        'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.iam.gserviceaccount.com:generateAccessToken',
      source_credentials: USER,
    });
    await using it = useSimulator();
    expect(it.gce.calls.counts()).toEqual({});
    expect((await zones())[1]).toBe('us-central1-a');
  });

  test('beside a gcloud that knows another project, and is never asked', async () => {
    const gcloud = join(folder, 'gcloud');
    writeFileSync(
      gcloud,
      `#!/bin/sh\ntouch '${folder}/asked'\necho '{"configuration":{"properties":{"core":{"project":"real"}}}}'\n`,
    );
    chmodSync(gcloud, 0o755);
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
    await using it = useSimulator();
    expect(it.gce.calls.counts()).toEqual({});
    expect(await zones()).toEqual(['gcepool-sim', 'us-central1-a']);
  });

  test('with a proxy set', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:9');
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9');
    await using it = useSimulator();
    expect(it.gce.calls.counts()).toEqual({});
    expect((await zones())[1]).toBe('us-central1-a');
  });
});

test('the project is taken back with the simulator, and never put in the place of one that is set', async () => {
  vi.stubEnv('GOOGLE_CLOUD_PROJECT', undefined);
  const it = useSimulator();
  expect(process.env['GOOGLE_CLOUD_PROJECT']).toBe('gcepool-sim');
  await it.stop();
  expect(process.env['GOOGLE_CLOUD_PROJECT']).toBeUndefined();

  vi.stubEnv('GOOGLE_CLOUD_PROJECT', 'mine');
  await using again = useSimulator();
  expect(again.gce.calls.counts()).toEqual({});
  expect(process.env['GOOGLE_CLOUD_PROJECT']).toBe('mine');
});
