import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer } from '../transports/node.ts';
import { listen } from '../transports/node.ts';

const SECRET = 'a-secret-of-the-machine';
/** Of the credentials that are on the machine. */
const REAL_PROJECT = 'the-real-project';

const inFolder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let server: SimulatorServer;
let folder: string;
let gcloud: NodeJS.ProcessEnv;
beforeAll(async () => {
  server = await listen(createSimulator({ auth: 'required' }));
  folder = await mkdtemp(join(tmpdir(), 'gcepool-machine-'));
  gcloud = await writtenGcloud();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const authorizedUser = {
  type: 'authorized_user',
  client_id: 'c.apps.googleusercontent.com',
  client_secret: SECRET,
  refresh_token: SECRET,
  quota_project_id: REAL_PROJECT,
};

const serviceAccount = (): object => ({
  type: 'service_account',
  project_id: REAL_PROJECT,
  private_key_id: 'k',
  private_key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  client_email: `a@${REAL_PROJECT}.iam.gserviceaccount.com`,
  token_uri: 'https://oauth2.googleapis.com/token',
});

const externalAccount = (subject: string): object => ({
  type: 'external_account',
  audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  service_account_impersonation_url:
    'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@p.iam.gserviceaccount.com:generateAccessToken',
  credential_source: { file: subject },
});

const impersonated = {
  type: 'impersonated_service_account',
  service_account_impersonation_url:
    'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@p.iam.gserviceaccount.com:generateAccessToken',
  source_credentials: authorizedUser,
};

async function written(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** A gcloud that names another project, and leaves a file wherever it was run. */
async function writtenGcloud(): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const config = JSON.stringify({ configuration: { properties: { core: { project: REAL_PROJECT } } } });
  const program = await written('bin/gcloud', `#!/bin/sh\ntouch ${join(folder, 'gcloud-was-run')}\necho '${config}'\n`);
  await chmod(program, 0o755);
  return { PATH: [bin, process.env['PATH']].join(delimiter) };
}

const credentials = async (name: string, content: object): Promise<NodeJS.ProcessEnv> => {
  const path = await written(`${name}.json`, JSON.stringify(content));
  return { GOOGLE_APPLICATION_CREDENTIALS: path, TRIED_KEY: path };
};

/** What a machine may have beside gcloud, by name. */
const MACHINES: Readonly<Record<string, () => Promise<NodeJS.ProcessEnv>>> = {
  'gcloud alone': () => Promise.resolve({}),
  'a service account’s key': () => credentials('key', serviceAccount()),
  'a user’s credentials': () => credentials('user', authorizedUser),
  'a user’s credentials where gcloud leaves them': async () => {
    const home = join(folder, 'home');
    await mkdir(join(home, '.config', 'gcloud'), { recursive: true });
    await written('home/.config/gcloud/application_default_credentials.json', JSON.stringify(authorizedUser));
    return { HOME: home };
  },
  'workload identity': async () => credentials('workload', externalAccount(await written('subject', SECRET))),
  impersonation: () => credentials('impersonated', impersonated),
  proxies: () =>
    Promise.resolve({
      ...Object.fromEntries(
        ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, 'http://127.0.0.1:9']),
      ),
      NODE_USE_ENV_PROXY: '1',
    }),
  'another metadata server': () =>
    Promise.resolve({ GCE_METADATA_HOST: '127.0.0.1:9', GCE_METADATA_IP: '127.0.0.1:9' }),
  'fake timers': () => Promise.resolve({}),
};

async function run(name: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const all = ['--conditions=@gcepool/source', ...args];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, all, {
    env: { ...process.env, ...env, TRIED_WITH: name },
  });
  expect(stdout + stderr).not.toContain(SECRET);
  return JSON.parse(stdout);
}

const ANSWER = { project: 'gcepool-sim', zone: 200, other: 403 };
const REFUSED = '  GET https://storage.googleapis.com/storage/v1/b';

describe.each(Object.entries(MACHINES))('on a machine with %s', (name, machine) => {
  test('clients meet the simulator alone, by every way in', async () => {
    const env = { ...gcloud, ...(await machine()) };
    const [within, withMsw2, redirected] = await Promise.all([
      run(name, [inFolder('test/credentials/by-handlers.ts')], env),
      run(name, [inFolder('test/credentials/by-msw-2.ts')], env),
      run(name, [`--import=${inFolder('src/redirect/redirect.ts')}`, inFolder('test/credentials/by-redirect.ts')], {
        ...env,
        GCEPOOL_SIM: server.url,
      }),
    ]);
    expect(within).toEqual({ answers: [ANSWER, [REFUSED], ANSWER], isRestored: true });
    expect(withMsw2).toEqual({ answers: [ANSWER] });
    expect(redirected).toEqual({ answers: [ANSWER] });
    expect(await readdir(folder)).not.toContain('gcloud-was-run');
  });
});
