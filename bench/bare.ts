import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';

const script = join(import.meta.dirname, 'bare-server.ts');

/** A server that has, for everybody, what another one answers at a URL: the same headers and the same bytes. */
export async function startBare(url: string): Promise<ServerProcess & { readonly length: number }> {
  const answer = await fetch(url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  // What a server makes anew for each answer.
  const made = new Set(['connection', 'keep-alive', 'date', 'content-length']);
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !made.has(name)));
  const folder = mkdtempSync(join(tmpdir(), 'gcepool-bench-'));
  const file = join(folder, 'body');
  writeFileSync(file, bytes);
  const server = await startServer([script, JSON.stringify({ file, headers })]);
  rmSync(folder, { recursive: true });
  return { ...server, length: bytes.length };
}
