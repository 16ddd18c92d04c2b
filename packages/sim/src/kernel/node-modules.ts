import type * as Crypto from 'node:crypto';
import type * as Net from 'node:net';

/*
 * Modules of Node.js that few requests need. Every import of the simulator would pay for them, which is a fifth of its time,
 * so each is loaded when it is first used.
 */

let crypto: typeof Crypto | undefined;
let net: typeof Net | undefined;

export const nodeCrypto = (): typeof Crypto => (crypto ??= process.getBuiltinModule('node:crypto'));

/** The version of an IP address: 4 or 6; 0 for any other text. */
export const isIP = (text: string): number => (net ??= process.getBuiltinModule('node:net')).isIP(text);
