import type { IncomingMessage } from 'node:http';
import { forkOf } from '../control/forks.ts';

/** Where a client that knows this server as `host` sent its request to, the fork that it names included: `https://localhost:4080/_sim/forks/f`. */
export function ownRoot({ url = '/', socket }: IncomingMessage, host: string): string {
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  const { name } = forkOf(url);
  return `${scheme}://${host}${name === undefined ? '' : `/_sim/forks/${name}`}`;
}
