import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ApiVersion } from '@gcepool/api';
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
 * @param version through which: the recordings say v1, and a good part of them was made through beta
 */
export async function replayRecordings(version: ApiVersion = 'v1'): Promise<AllReplays> {
  const first = await replayFolder('dev', version);
  const second = await replayFolder('new', version);
  const byMethod = new Map<string, Matched>();
  for (const { collection, apiMethod, match } of [...first.exchanges, ...second.exchanges]) {
    const id = `${collection}.${apiMethod}`;
    const { matched, exchanges } = byMethod.get(id) ?? { matched: 0, exchanges: 0 };
    byMethod.set(id, { matched: matched + (match ? 1 : 0), exchanges: exchanges + 1 });
  }
  return { first, second, byMethod };
}

/** A simulator for a client that means another version than it says. */
const takenFor = (version: ApiVersion, simulator: Simulator): Simulator => ({
  ...simulator,
  handle: (request) =>
    simulator.handle({ ...request, url: request.url.replace(/^\/compute\/v1\//, `/compute/${version}/`) }),
});

async function replayFolder(name: string, version: ApiVersion): Promise<Replay> {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-replay-'));
  const server = await listen(takenFor(version, createSimulator()));
  try {
    const output = join(folder, 'replay.json');
    const args = ['--endpoint', server.url, '--recordings', join(RECORDINGS, name), '--json', output];
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
    };
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}
