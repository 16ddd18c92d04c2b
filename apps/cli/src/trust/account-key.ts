import { createHash, generateKeyPair } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keepSecret, readSecret } from './kept-secret.ts';

/**
 * The file with a service account's key that opens nothing but a simulator, which is made on its first use. Clients that are told of it look
 * for no other credentials on the machine, do not ask gcloud for a project, and get tokens at the simulator.
 *
 * @param url where the simulator is, without a slash at the end
 */
export async function accountKey(folder: string, url: string, project: string): Promise<string> {
  const id = createHash('sha256').update(`${url} ${project}`).digest('hex').slice(0, 16);
  const name = `account-${id}.json`;
  if ((await readSecret(folder, name)) === undefined)
    await keepSecret(folder, name, JSON.stringify(await madeKey(url, project), undefined, 2), false);
  return join(folder, name);
}

/** As the console of Google Cloud gives it out. */
async function madeKey(url: string, project: string): Promise<object> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    type: 'service_account',
    project_id: project,
    private_key_id: 'gcepool-simulator',
    private_key: privateKey,
    client_email: 'gcepool@simulator.invalid',
    client_id: '0',
    token_uri: `${url}/token`,
  };
}
