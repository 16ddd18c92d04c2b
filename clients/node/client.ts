import manifest from '@google-cloud/compute/package.json' with { type: 'json' };
import type { Client } from '../client.ts';
import { here } from '../command.ts';

/** With no option that names a simulator: what `gcepool sim env node` prints brings it there. */
export const node: Client = {
  name: 'node',
  title: '@google-cloud/compute (Node.js)',
  prepare: async () => ({
    version: manifest.version,
    command: process.execPath,
    args: ['--conditions=@gcepool/source', here('node/main.ts')],
    way: { env: 'node' },
  }),
};
