/** `node raw/main.ts undici`: takes a load balancer through its life by one of the ways to send requests. */
import process from 'node:process';
import type { Send } from './life.ts';
import { life } from './life.ts';
import { curl } from './send-by-curl.ts';
import { http2 } from './send-by-http2.ts';
import { undici } from './send-by-undici.ts';

const WAYS: Readonly<Record<string, () => Send>> = { curl: () => curl, http2, undici };

const [name = ''] = process.argv.slice(2);
const way = WAYS[name];
if (way === undefined) throw new Error(`usage: main.ts ${Object.keys(WAYS).join('|')}`);
await life(way());
// A session of HTTP/2 that is kept open keeps the process.
process.exit();
