import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';

/** In every file of credentials; whatever prints or sends it has told what it must not. */
export const SECRET = 'a-secret-of-the-machine';
const REAL_PROJECT = 'the-real-project';
const GCLOUD_WAS_RUN = 'gcloud-was-run';

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

/** Lays what a machine has into a folder of its own, and gives the variables that say so. */
export type Machine = (folder: string) => Promise<NodeJS.ProcessEnv>;

async function written(path: string, text: string, mode = 0o600): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode });
  return path;
}

const credentials = async (folder: string, content: object): Promise<NodeJS.ProcessEnv> => {
  const path = await written(join(folder, 'credentials.json'), JSON.stringify(content));
  return { GOOGLE_APPLICATION_CREDENTIALS: path, TRIED_KEY: path };
};

/** What a machine may have, by name. Each has a gcloud that names another project, and tells when it is run. */
export const MACHINES = {
  'gcloud alone': withGcloud(() => Promise.resolve({})),
  'a service account’s key': withGcloud((folder) => credentials(folder, serviceAccount())),
  'a user’s credentials': withGcloud((folder) => credentials(folder, authorizedUser)),
  'a user’s credentials where gcloud leaves them': withGcloud(async (folder) => {
    const home = join(folder, 'home');
    const place = join(home, '.config', 'gcloud', 'application_default_credentials.json');
    await written(place, JSON.stringify(authorizedUser));
    return { HOME: home };
  }),
  'workload identity': withGcloud(async (folder) =>
    credentials(folder, externalAccount(await written(join(folder, 'subject'), SECRET))),
  ),
  impersonation: withGcloud((folder) => credentials(folder, impersonated)),
  proxies: withGcloud(() =>
    Promise.resolve({
      ...Object.fromEntries(
        ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, 'http://127.0.0.1:9']),
      ),
      NODE_USE_ENV_PROXY: '1',
    }),
  ),
  'another metadata server': withGcloud(() =>
    Promise.resolve({ GCE_METADATA_HOST: '127.0.0.1:9', GCE_METADATA_IP: '127.0.0.1:9' }),
  ),
  'fake timers': withGcloud(() => Promise.resolve({})),
} satisfies Readonly<Record<string, Machine>>;

function withGcloud(machine: Machine): Machine {
  return async (folder) => {
    const config = JSON.stringify({ configuration: { properties: { core: { project: REAL_PROJECT } } } });
    const text = `#!/bin/sh\n: > '${join(folder, GCLOUD_WAS_RUN)}'\necho '${config}'\n`;
    const program = await written(join(folder, 'bin', 'gcloud'), text, 0o755);
    return { PATH: [dirname(program), process.env['PATH']].join(delimiter), ...(await machine(folder)) };
  };
}

/** Whether the gcloud of the machine in a folder was run. */
export const wasGcloudRun = (folder: string): boolean => existsSync(join(folder, GCLOUD_WAS_RUN));
