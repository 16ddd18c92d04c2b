import process from 'node:process';
import type * as Msw from 'msw';
import type * as MswNode from 'msw/node';
import { requirePeer } from '../kernel/require-peer.ts';

// The types are those of the packages, whichever release is installed.

/** msw, loaded when it is first needed. @throws Error that says what to install */
export function loadMsw(): typeof Msw {
  const msw = requirePeer('msw') as typeof Msw;
  if (isNode(process.versions)) return msw;
  const { version } = requirePeer('msw', 'msw/package.json') as { readonly version: string };
  if (isBlind(version)) throw new Error(blindness(version));
  return msw;
}

/** What msw has for Node.js. @throws Error that says what to install */
export const loadMswNode = (): typeof MswNode => requirePeer('msw', 'msw/node') as typeof MswNode;

/** Bun and Deno, which run what is written for Node.js, name themselves beside its version. */
export const isNode = (versions: Readonly<Record<string, string | undefined>>): boolean =>
  versions['bun'] === undefined && versions['deno'] === undefined;

/** msw 3 takes hold of sockets as Node.js makes them; where others make them, requests would go to Google. */
export const isBlind = (version: string): boolean => Number.parseInt(version, 10) >= 3;

const blindness = (version: string): string =>
  `this runtime is not Node.js, and requests would get past msw ${version}: npm install --save-dev msw@2`;
