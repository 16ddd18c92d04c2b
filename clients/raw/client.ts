import { readFileSync } from 'node:fs';
import type { Client } from '../client.ts';
import { here, probe } from '../command.ts';

/** How programs send requests that use no client of Google's; under `gcepool exec` all of them meet the simulator. */
const byWayOf = (name: string, title: string, versionOf: () => Promise<string>): Client => ({
  name,
  title,
  prepare: async () => ({
    version: await versionOf(),
    command: process.execPath,
    args: [here('raw/main.ts'), name],
    way: 'exec',
  }),
});

const versionOfUndici = (): string => {
  const path = here('../node_modules/undici/package.json');
  // npm's own form.
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version;
};

export const rawClients: readonly Client[] = [
  byWayOf('undici', 'undici (Node.js)', () => Promise.resolve(versionOfUndici())),
  byWayOf('http2', '`node:http2` (Node.js)', () => Promise.resolve(process.version.slice(1))),
  byWayOf('curl', 'curl', async () => /^curl (\S+)/.exec(await probe('curl', ['--version']))?.[1] ?? 'unknown'),
];
