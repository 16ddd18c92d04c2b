import type { CallRecord, Leak, Snapshot } from '@gcepool/sim';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { here, output } from './command.ts';

const BIN = here('../apps/cli/bin/gcepool.js');
const NODE = ['--conditions=@gcepool/source', BIN] as const;

/** The words that run a command of gcepool from its sources. */
export const gcepool = (...args: readonly string[]): readonly [string, ...string[]] => [
  process.execPath,
  ...NODE,
  ...args,
];

/** A simulator as its users start it. */
export interface ServedSimulator {
  readonly url: string;
  /** What `gcepool sim env` prints for a client of it. */
  readonly environmentOf: (client: string, apiVersion: string) => Promise<Readonly<Record<string, string>>>;
  readonly calls: () => Promise<readonly CallRecord[]>;
  readonly leaks: () => Promise<readonly Leak[]>;
  readonly snapshot: () => Promise<Snapshot>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts `gcepool sim` on a port of its own.
 *
 * @param env variables that are set for it, and for `gcepool sim env`
 */
export async function serveSimulator(flags: readonly string[], env: NodeJS.ProcessEnv): Promise<ServedSimulator> {
  const [command, ...args] = gcepool('sim', '--port', '0', ...flags);
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(([status]) => [`it ended with status ${String(status)}`]),
  ])) as [string];
  const url = /^listening on (\S+)$/.exec(line)?.[1];
  if (url === undefined) throw new Error(`gcepool sim: ${line}`);
  const ask = async (path: string): Promise<unknown> => (await fetch(`${url}/_sim${path}`)).json();
  return {
    url,
    environmentOf: async (client, apiVersion) => {
      const [word, ...rest] = gcepool('sim', 'env', client, '--json', '--url', url);
      const printed = await output(word, [...rest, '--api-version', apiVersion], { env });
      // What `gcepool sim env --json` prints has this form, of the one client that was asked for.
      const { clients } = JSON.parse(printed) as { readonly clients: readonly { variables: Record<string, string> }[] };
      return clients[0]?.variables ?? {};
    },
    // The control plane answers with what the faces of the simulator give.
    calls: async () => ((await ask('/calls')) as { readonly calls: readonly CallRecord[] }).calls,
    leaks: async () => ((await ask('/calls/leaks')) as { readonly leaks: readonly Leak[] }).leaks,
    snapshot: async () => (await ask('/snapshot')) as Snapshot,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
