import { refuseUnexpected, releaseHosts, takeHosts } from '../redirect/hosts-in-use.ts';
import type { HostsInUse } from '../redirect/lent-hosts.ts';
import { AsyncLocalStorage } from 'node:async_hooks';
import { show } from '../read-fields.ts';
import type { Exploration } from './exploration.ts';
import { ExplorationError } from './exploration.ts';
import type { ExploreOptions } from './explore-options.ts';
import { readOptions } from './explore-options.ts';
import type { Program } from './life.ts';
import { replaceTime } from './own-time.ts';
import type { FunctionRules, LifeFetch } from './perform-function.ts';
import { performFunction } from './perform-function.ts';
import { search } from './search.ts';
import { readSource } from './test-text.ts';

/**
 * Runs a function again and again, each time on a fork of one simulator and with something else that goes wrong: one fault at one
 * call, a crash before one call, another instance in between, and pairs of these; after each run the invariants are asked.
 *
 * Time and chance are the function's own while it runs: its timers fire as soon as it waits for nothing else, and `Date`,
 * `Math.random` and `crypto.randomUUID` follow the run, so every run is the same each time.
 *
 * @example
 * await explore(async ({ fetch }) => makeMachine('web-1', { fetch }), { invariant: [honestSuccess(), noLeaks()] });
 *
 * @returns what was tried, where nothing was found
 * @throws ExplorationError where an invariant does not hold; Error where the program fails without a fault, or calls nothing;
 * TypeError for an option that makes no sense
 */
export async function explore(program: Program, options: ExploreOptions = {}): Promise<Exploration> {
  if (typeof program !== 'function') throw new TypeError(`explore needs a function; got ${show(program)}`);
  const read = readOptions(options);
  const { hosts = 'taken', source: given } = options;
  if (hosts !== 'taken' && hosts !== 'left') throw new TypeError(`hosts must be 'taken' or 'left'; got ${show(hosts)}`);
  const source = given === undefined ? { module: './program.js' } : readSource(given);
  // What follows changes what belongs to this code, and must not change what belongs to the caller's.
  await Promise.resolve();
  const taken = hosts === 'taken' ? takeHostsForLives() : undefined;
  const putTimeBack = replaceTime();
  try {
    const perform = performFunction(program, {
      seed: read.seed,
      mostVirtualMs: read.budget.hours * 3_600_000,
      mostIdleMs: read.budget.idleMs,
      inHosts: taken?.inHosts ?? ((_, code) => code()),
    });
    const exploration = await search(read, perform);
    taken?.check();
    if (exploration.findings.length > 0) throw new ExplorationError(exploration, source);
    return exploration;
  } finally {
    putTimeBack();
    taken?.release();
  }
}

interface TakenHosts {
  readonly inHosts: FunctionRules['inHosts'];
  /** @throws Error naming requests that no simulator answers */
  check(): void;
  release(): void;
}

/** Google's hosts are, for the code of each life, those of that life. */
function takeHostsForLives(): TakenHosts {
  const lives = new AsyncLocalStorage<LifeFetch>();
  let latest: LifeFetch | undefined;
  const fetch: LifeFetch = (input, init) => {
    // Of a client that was made before, what comes of its pools can only be of the life that runs.
    const life = lives.getStore() ?? latest;
    if (life === undefined) throw new Error('A request came when no run was under way');
    return life(input, init);
  };
  const use: HostsInUse = { simulator: { fetch }, passesOtherHosts: false, unexpected: [] };
  takeHosts(use);
  return {
    inHosts: (life, code) => {
      latest = life;
      return lives.run(life, code);
    },
    check: () => refuseUnexpected(use.unexpected),
    release: () => releaseHosts(use),
  };
}
