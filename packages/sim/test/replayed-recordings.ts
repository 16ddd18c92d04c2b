import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Simulator } from '../src/index.ts';
import { createSimulator } from '../src/index.ts';
import { listen } from '../src/transports/node.ts';

/**
 * Recorded answers of the real service (`dev/`, `new/`) and the tool that replays them (`replay.mjs`), which are no part of
 * the repository: where `GCEPOOL_TEST_RECORDINGS` says, or beside it.
 */
const RECORDINGS =
  process.env['GCEPOOL_TEST_RECORDINGS'] ?? fileURLToPath(new URL('../../../../shared/recordings/', import.meta.url));

export const hasRecordings: boolean = existsSync(join(RECORDINGS, 'replay.mjs'));

/** What to say where there are none. */
export const NO_RECORDINGS = `there are no recordings, with replay.mjs, in ${RECORDINGS}: GCEPOOL_TEST_RECORDINGS names another folder`;

/** How many exchanges of a kind there are, agree in every field, and agree but for fields the recording lacks. */
export interface Score {
  readonly n: number;
  readonly match: number;
  readonly lenient: number;
}

/** One field in which an answer differs from the recorded one. */
export interface Difference {
  readonly path: string;
  readonly kind: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

export interface Exchange {
  readonly test: string;
  readonly n: number;
  readonly method: string;
  readonly path: string;
  readonly collection: string;
  readonly apiMethod: string;
  readonly class: string;
  readonly match: boolean;
  readonly diffs: readonly Difference[];
}

export interface Replay {
  readonly behaviour: Score;
  readonly withoutPolls: Score;
  readonly resourceReads: Score;
  /** All exchanges but those that depended on something outside the recording. */
  readonly exchanges: readonly Exchange[];
  /** Those that do not agree in every field. */
  readonly misses: readonly Exchange[];
  /** Those that went through beta, as they were recorded. */
  readonly inBeta: readonly Exchange[];
}

export interface AllReplays {
  /** Of the recordings whose differences are all explained. */
  readonly first: Replay;
  /** Of those that came later. */
  readonly second: Replay;
  /** Of all, by id of the method. */
  readonly byMethod: ReadonlyMap<string, Matched>;
}

/** How many of a method's exchanges agree in every field. */
export interface Matched {
  readonly matched: number;
  readonly exchanges: number;
}

/**
 * Replays all recordings against a fresh simulator, served over HTTP as for any client.
 *
 * @param through `v1`, which is what the recordings say; or what they were `recorded` through, which for a good part of
 * them was beta: those answers are compared in the fields that v1 has not, too
 */
export async function replayRecordings(through: 'v1' | 'recorded' = 'v1'): Promise<AllReplays> {
  const first = await replayFolder('dev', through);
  const second = await replayFolder('new', through);
  const byMethod = new Map<string, Matched>();
  for (const { collection, apiMethod, match } of [...first.exchanges, ...second.exchanges]) {
    const id = `${collection}.${apiMethod}`;
    const { matched, exchanges } = byMethod.get(id) ?? { matched: 0, exchanges: 0 };
    byMethod.set(id, { matched: matched + (match ? 1 : 0), exchanges: exchanges + 1 });
  }
  return { first, second, byMethod };
}

/** What says of a recorded exchange that it went to beta: links in its bodies, or fields that v1 has not. */
interface Recorded {
  readonly n: number;
  readonly apiVersionHint?: string;
  readonly notInV1?: readonly string[];
}

/**
 * Copies recordings so that the fields which v1 has not are compared as well.
 *
 * @returns the exchanges that were made through beta, as `FILE #N`
 */
async function copyWhole(from: string, to: string): Promise<ReadonlySet<string>> {
  const inBeta = new Set<string>();
  for (const name of (await readdir(from)).filter((entry) => entry.endsWith('.jsonl'))) {
    const lines = (await readFile(join(from, name), 'utf8')).split('\n').filter((line) => line !== '');
    const whole = lines.map((line) => {
      const { notInV1 = [], ...exchange } = JSON.parse(line) as Recorded;
      const isBeta = exchange.apiVersionHint === 'beta' || notInV1.length > 0;
      if (isBeta) inBeta.add(`${join(to, name)} #${exchange.n}`);
      return isBeta ? JSON.stringify(exchange) : line;
    });
    await writeFile(join(to, name), whole.join('\n'));
  }
  return inBeta;
}

/** A simulator that is asked through beta what was recorded through beta; the tool says which exchange each request is of. */
const askedAsRecorded = (simulator: Simulator, inBeta: ReadonlySet<string>): Simulator => ({
  ...simulator,
  handle: (request) => {
    const { 'x-replay-hint': hint = 'e30=' } = request.headers ?? {};
    const { file, n } = JSON.parse(Buffer.from(hint, 'base64').toString()) as { file?: string; n?: number };
    const version = inBeta.has(`${file} #${n}`) ? 'beta' : 'v1';
    return simulator.handle({ ...request, url: request.url.replace(/^\/compute\/v1\//, `/compute/${version}/`) });
  },
});

async function replayFolder(name: string, through: 'v1' | 'recorded'): Promise<Replay> {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-replay-'));
  const recordings = through === 'v1' ? join(RECORDINGS, name) : folder;
  const inBeta = through === 'v1' ? new Set<string>() : await copyWhole(join(RECORDINGS, name), folder);
  const server = await listen(askedAsRecorded(createSimulator(), inBeta));
  try {
    const output = join(folder, 'replay.json');
    const args = ['--endpoint', server.url, '--recordings', recordings, '--json', output, '--oracle-hints'];
    await promisify(execFile)(process.execPath, [join(RECORDINGS, 'replay.mjs'), ...args], { maxBuffer: 1 << 26 });
    // The shape is the tool's own; the fields read here are checked by the test that prints them.
    const { summary, exchanges } = JSON.parse(await readFile(output, 'utf8')) as {
      summary: Record<'behaviour' | 'behaviourWithoutPolls', Score> & { byCategory: Record<'resourceRead', Score> };
      exchanges: Exchange[];
    };
    const behaviour = exchanges.filter((exchange) => exchange.class === 'behaviour');
    return {
      behaviour: summary.behaviour,
      withoutPolls: summary.behaviourWithoutPolls,
      resourceReads: summary.byCategory.resourceRead,
      exchanges: behaviour,
      misses: behaviour.filter(({ match }) => !match),
      inBeta: behaviour.filter(({ test, n }) => inBeta.has(`${join(recordings, test)}.jsonl #${n}`)),
    };
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}
