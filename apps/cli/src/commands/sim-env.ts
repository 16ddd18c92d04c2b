import type { ApiVersion } from '@gcepool/api';
import type { Io } from '../io.ts';
import type { ClientEnvironment, ClientName } from './client-environment.ts';
import { clientEnvironments } from './client-environment.ts';
import type { AddressOptions } from './sim-address.ts';
import { addressOf } from './sim-address.ts';

/** The flags of `gcepool sim env`. */
export interface SimEnvOptions extends AddressOptions {
  readonly json?: true;
  readonly apiVersion: ApiVersion;
}

/** Prints what clients, or one of them, need to find a simulator, and remarks that none runs there yet. */
export async function simEnv(client: ClientName | undefined, options: SimEnvOptions, io: Io): Promise<void> {
  const url = addressOf(options);
  const clients = clientEnvironments(url, options.project, options.apiVersion).filter(
    ({ name }) => name === (client ?? name),
  );
  if (options.json) io.print(JSON.stringify({ url, project: options.project, clients }, undefined, 2));
  else for (const line of clients.flatMap((one) => shellLines(one))) io.print(line);
  if (!(await isServed(url))) io.remark(`nothing listens at ${url} yet; start a simulator there with \`gcepool sim\``);
}

const isServed = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1000) }).then(
    () => true,
    () => false,
  );

function shellLines({ client, variables, code = [] }: ClientEnvironment): readonly string[] {
  return [
    `# ${client}`,
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ...code.map((line) => `#   ${line}`),
  ];
}

const quoted = (value: string): string =>
  /^[\w./:@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
