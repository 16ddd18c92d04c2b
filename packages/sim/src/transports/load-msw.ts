import type * as Msw from 'msw';
import type * as MswNode from 'msw/node';
import { requirePeer } from './require-peer.ts';

// The types are those of the packages, whichever release is installed.

/** msw, loaded when it is first needed. @throws Error that says what to install */
export const loadMsw = (): typeof Msw => requirePeer('msw') as typeof Msw;

/** What msw has for Node.js. @throws Error that says what to install */
export const loadMswNode = (): typeof MswNode => requirePeer('msw', 'msw/node') as typeof MswNode;
