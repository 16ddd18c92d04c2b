import process from 'node:process';
import type { ApiVersion } from '@gcepool/api';
import { Failure, usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { accountKey } from '../trust/account-key.ts';
import { cacheFolder } from '../trust/cache-folder.ts';
import type { ClientEnvironment, ClientName } from './client-environment.ts';
import { clientEnvironments, keyedClients, proxiedClients } from './client-environment.ts';
import { directHosts, OWN_HOSTS } from './direct-hosts.ts';
import type { AddressOptions } from './sim-address.ts';
import { addressOf } from './sim-address.ts';
import { shellWord } from '../output/shell-word.ts';
import { tlsFront } from './tls-front.ts';

/** The flags of `gcepool sim env`. */
export interface SimEnvOptions extends AddressOptions {
  readonly json?: true;
  readonly apiVersion: ApiVersion;
}

/** Prints what clients, or one of them, need to find a simulator, and remarks that none runs there yet. */
export async function simEnv(client: ClientName | undefined, options: SimEnvOptions, io: Io): Promise<void> {
  const url = addressOf(options);
  const clients = isProxied(client)
    ? proxiedClients({ url: proxyAt(url), project: options.project, trust: await tlsFront(io, {}).trusted() })
    : (await directClients(client, url, options)).map((one) => withoutProxy(one, url, io));
  const printed = clients.filter(({ name }) => name === (client ?? name));
  if (options.json) io.print(JSON.stringify({ url, project: options.project, clients: printed }, undefined, 2));
  else for (const line of printed.flatMap((one) => shellLines(one))) io.print(line);
  if (!(await isServed(url))) io.remark(`nothing listens at ${url} yet; start a simulator there with \`gcepool sim\``);
}

/** Clients that ask for more than a printed line: a certificate authority of this user, which is made if there is none. */
const isProxied = (client: ClientName | undefined): boolean => client === 'java' || client === 'proxy';

/** Clients that call it by its own address, as far as they may be the one that is asked for. */
async function directClients(
  client: ClientName | undefined,
  url: string,
  { project, apiVersion }: SimEnvOptions,
): Promise<readonly ClientEnvironment[]> {
  const plain = clientEnvironments(url, project, apiVersion);
  if (plain.some(({ name }) => name === client)) return plain;
  const folder = cacheFolder(process.platform, process.env);
  try {
    return [...plain, ...keyedClients(url, project, apiVersion, await accountKey(folder, url, project))];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      1,
      `no key of an account can be kept in ${folder}: ${reason}; XDG_CACHE_HOME names another folder`,
      { cause: error },
    );
  }
}

/** Clients find the simulator at its own address, where a proxy of the machine would be in the way. */
const withoutProxy = (client: ClientEnvironment, url: string, { environment = {} }: Io): ClientEnvironment => ({
  ...client,
  variables: { ...client.variables, ...directHosts([...OWN_HOSTS, new URL(url).hostname], environment) },
});

function proxyAt(url: string): string {
  const { protocol, pathname } = new URL(url);
  if (protocol === 'http:' && pathname === '/') return url;
  throw usageFailure(`--url ${url}: a proxy is an address that begins with http: and has no path`);
}

const isServed = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1000) }).then(
    () => true,
    () => false,
  );

function shellLines({ client, note, variables, code = [] }: ClientEnvironment): readonly string[] {
  return [
    note === undefined ? `# ${client}` : `# ${client}: ${note}`,
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}`),
    ...code.map((line) => `#   ${line}`),
  ];
}
