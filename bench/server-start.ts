import { join } from 'node:path';
import { threadTimeOf } from './processor-time.ts';
import { startServer } from './server-process.ts';

const ROUNDS = 15;

interface Contestant {
  readonly args: readonly string[];
  readonly variables?: NodeJS.ProcessEnv;
}

/** The least that listens, as text: no file of it has to be found and no types to be left out. */
const bare = (http: string): string => `${http}
  const server = http.createServer((request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log('listening on http://127.0.0.1:' + server.address().port));`;

const command = [join(import.meta.dirname, '../apps/cli/bin/gcepool.js'), 'sim', '--port', '0'];

const CONTESTANTS: Readonly<Record<string, Contestant>> = {
  'bare, `require("node:http")`': { args: ['--eval', bare(`const http = require('node:http');`)] },
  'bare, `import "node:http"`': { args: ['--input-type=module', '--eval', bare(`import http from 'node:http';`)] },
  '`gcepool sim`': { args: command },
  '`gcepool sim`, nothing compiled': { args: command, variables: { NODE_DISABLE_COMPILE_CACHE: '1' } },
};

interface Start {
  readonly ms: number;
  /** Of the processors, of all threads. */
  readonly processorMs: number;
  readonly rss: number;
}

/** How long the command takes until it has answered, and what it takes then. Run `npm run build` first. */
export async function run(): Promise<void> {
  const starts = new Map<string, Start[]>();
  // The first ones fill caches, of the system's files and of what was compiled.
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, contestant] of Object.entries(CONTESTANTS)) {
      const start = await started(contestant);
      if (round >= 0) starts.set(name, [...(starts.get(name) ?? []), start]);
    }
  }
  console.log(
    `| | least of ${ROUNDS} | median | of the processors: least, median | resident memory |\n|---|---|---|---|---|`,
  );
  for (const [name, all] of starts) {
    const [times, processor, rss] = (['ms', 'processorMs', 'rss'] as const).map((field) =>
      all.map((start) => start[field]).toSorted((a, b) => a - b),
    );
    const cells = [
      `${times?.[0]?.toFixed(0)} ms`,
      `${times?.[ROUNDS >> 1]?.toFixed(0)} ms`,
      `${processor?.[0]?.toFixed(0)}, ${processor?.[ROUNDS >> 1]?.toFixed(0)} ms`,
      `${rss?.[ROUNDS >> 1]?.toFixed(0)} MB`,
    ];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

async function started({ args, variables }: Contestant): Promise<Start> {
  const before = performance.now();
  const server = await startServer(args, variables);
  await (await fetch(`${server.url}/compute/v1/projects/p1/zones/us-central1-a`)).arrayBuffer();
  const ms = performance.now() - before;
  const processorMs = threadTimeOf(server.pid);
  const rss = server.rss();
  await server.stop();
  return { ms, processorMs, rss };
}
