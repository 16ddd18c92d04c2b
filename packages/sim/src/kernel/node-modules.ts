import type * as Crypto from 'node:crypto';
import type * as Http from 'node:http';
import type * as Http2 from 'node:http2';
import type * as Net from 'node:net';
import type * as Tls from 'node:tls';
import type * as Zlib from 'node:zlib';

/*
 * Modules of Node.js that few requests need. Every import of the simulator would pay for them, which is a fifth of its time,
 * so each is loaded when it is first used. An `import` of `node:http`, moreover, loads a client for the web with it.
 */

let crypto: typeof Crypto | undefined;
let net: typeof Net | undefined;

export const nodeHttp = (): typeof Http => process.getBuiltinModule('node:http');
export const nodeHttp2 = (): typeof Http2 => process.getBuiltinModule('node:http2');
export const nodeZlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');
export const nodeTls = (): typeof Tls => process.getBuiltinModule('node:tls');
export const nodeCrypto = (): typeof Crypto => (crypto ??= process.getBuiltinModule('node:crypto'));

/**
 * The version of an IP address: 4 or 6; 0 for any other text. The expression by which Node.js knows the sixth takes longer to
 * compile than a request takes, and text without a colon does not need it.
 */
export function isIP(text: string): number {
  net ??= process.getBuiltinModule('node:net');
  if (text.includes(':')) return net.isIP(text);
  return net.isIPv4(text) ? 4 : 0;
}
