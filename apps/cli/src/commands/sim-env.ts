import type { Io } from '../io.ts';
import type { ClientEnvironment } from './client-environment.ts';
import { clientEnvironments } from './client-environment.ts';
import type { AddressOptions } from './sim-address.ts';
import { addressOf } from './sim-address.ts';

/** The flags of `gcepool sim env`. */
export interface SimEnvOptions extends AddressOptions {
  readonly json?: true;
}

/** Prints what clients need to find a simulator, which need not run yet. */
export function simEnv(options: SimEnvOptions, io: Io): void {
  const url = addressOf(options);
  const clients = clientEnvironments(url, options.project);
  if (options.json) {
    io.print(JSON.stringify({ url, project: options.project, clients }, undefined, 2));
    return;
  }
  for (const line of clients.flatMap((client) => shellLines(client))) io.print(line);
}

function shellLines({ client, variables, code = [] }: ClientEnvironment): readonly string[] {
  return [
    `# ${client}`,
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ...code.map((line) => `#   ${line}`),
  ];
}

const quoted = (value: string): string =>
  /^[\w./:@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
