import { join } from 'node:path';
import { startServer } from './server-process.ts';

const ROUNDS = 9;

/** The least that listens, as text: no file of it has to be found and no types to be left out. */
const bare = `
  const server = require('node:http').createServer((request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log('listening on http://127.0.0.1:' + server.address().port));`;

const CONTESTANTS = {
  'bare `node:http`': ['--eval', bare],
  '`gcepool sim`': [join(import.meta.dirname, '../apps/cli/bin/gcepool.js'), 'sim', '--port', '0'],
} as const;

interface Start {
  readonly ms: number;
  readonly rss: number;
}

/** How long the command takes until it has answered, and what it takes then. Run `npm run build` first. */
export async function run(): Promise<void> {
  const starts = new Map<string, Start[]>();
  // The first ones fill caches, of the system's files and of what was compiled.
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(CONTESTANTS)) {
      const start = await started(args);
      if (round >= 0) starts.set(name, [...(starts.get(name) ?? []), start]);
    }
  }
  console.log(`| | least of ${ROUNDS} | median | resident memory |\n|---|---|---|---|`);
  for (const [name, all] of starts) {
    const times = all.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const rss = all.map((start) => start.rss).toSorted((a, b) => a - b)[ROUNDS >> 1];
    console.log(
      `| ${name} | ${times[0]?.toFixed(0)} ms | ${times[ROUNDS >> 1]?.toFixed(0)} ms | ${rss?.toFixed(0)} MB |`,
    );
  }
}

async function started(args: readonly string[]): Promise<Start> {
  const before = performance.now();
  const server = await startServer(args);
  await (await fetch(`${server.url}/compute/v1/projects/p1/zones/us-central1-a`)).arrayBuffer();
  const ms = performance.now() - before;
  const rss = server.rss();
  await server.stop();
  return { ms, rss };
}
