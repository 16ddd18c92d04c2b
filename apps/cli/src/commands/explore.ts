import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { messageOf } from '@gcepool/core/internal';
import type { ElsewhereOptions, StartProgram } from '@gcepool/sim/explore';
import type { CommandResult } from '../command-result.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { linesOf } from './exploration-lines.ts';
import type { ExploreOptions } from './explore-options.ts';
import { execEnvironment, tokenFile } from './exec-environment.ts';
import { runKillable } from './killable-program.ts';
import { namedInvariants } from './named-invariants.ts';
import { tlsFront } from './tls-front.ts';

/**
 * Runs a program of any language under one fault after the other, and tells what it breaks.
 *
 * @throws Failure where it fails without a fault, or calls nothing
 */
export async function explore(command: readonly string[], options: ExploreOptions, io: Io): Promise<CommandResult> {
  const { exploreElsewhere } = await import('@gcepool/sim/explore');
  const exploration = await inOwnFolder(async (folder) => {
    const start = await starting(command, options, folder, io);
    const checked = await optionsOf(options);
    try {
      return await exploreElsewhere(start, checked);
    } catch (error) {
      if (error instanceof TypeError) throw usageFailure(inFlags(error.message), error);
      throw new Failure(2, messageOf(error), { cause: error });
    }
  });
  const { findings } = exploration;
  const ways = `${findings.length} ${findings.length === 1 ? 'way' : 'ways'}`;
  return {
    document: { command: 'explore', ...exploration },
    lines: (style) => linesOf(exploration, command, options, style),
    ...(findings.length > 0 && { failure: `${command.join(' ')} breaks what must hold in ${ways}` }),
  };
}

/** What is said of options, said of the flags that stand for them. */
const inFlags = (message: string): string =>
  message
    .replace(
      /^(?:faults(?:\[\d+\])?|only(?:\[\d+\])?(?:\.\w+)?|seed)(?=:? )/,
      (name) => `--${name.replace(/\W.*/, '')}`,
    )
    .replace(/^budget\.(\w+)/, '--$1')
    .replace('mostSeconds', '--run-seconds')
    .replaceAll('slowSeconds', '--slow-seconds')
    .replace('and faults does', 'and --faults does')
    .replace(', or { name, fault }', '')
    .replace('unless crashes is false', 'unless --no-crashes is given');

async function optionsOf(options: ExploreOptions): Promise<ElsewhereOptions> {
  const { runs, seconds, calls, runSeconds, slowSeconds, instances, seed, only, crashes, faults } = options;
  const { createSimulator } = await import('@gcepool/sim');
  // Clients compare what they read with their own clock.
  const simulatorOptions = { startTime: Date.now() };
  const seeded = options.seedFile === undefined ? {} : { snapshot: await seedOf(options.seedFile, simulatorOptions) };
  return {
    simulator: createSimulator({ ...simulatorOptions, ...seeded }),
    invariant: await namedInvariants(options),
    crashes,
    seed,
    mostSeconds: Math.max(1, Math.round(runSeconds / 1000)),
    ...(slowSeconds !== undefined && { slowSeconds: Math.max(1, Math.round(slowSeconds / 1000)) }),
    instances: instances === '2' ? 2 : 1,
    budget: {
      runs,
      ...(seconds !== undefined && { seconds: Math.max(1, Math.round(seconds / 1000)) }),
      ...(calls !== undefined && { calls }),
    },
    // Checked by whoever is given them, for it knows the kinds.
    ...(faults !== undefined && { faults: faults as NonNullable<ElsewhereOptions['faults']> }),
    ...(only !== undefined && { only }),
  };
}

async function seedOf(file: string, options: { readonly startTime: number }) {
  const { seededSnapshot } = await import('../seed-file/seeded-snapshot.ts');
  return seededSnapshot(file, options);
}

/** Starts the program on a server of its own each time, in the environment of `gcepool exec`. */
async function starting(
  command: readonly string[],
  { project, verbose }: ExploreOptions,
  folder: string,
  io: Io,
): Promise<StartProgram> {
  const { listen } = await import('@gcepool/sim/node');
  const { tls, trusted } = tlsFront(io, { tls: true, otherHosts: 'passed' });
  const trust = await trusted();
  return async ({ gce, killed }) => {
    const server = await listen(gce, { tls });
    try {
      const env = execEnvironment(process.env, { url: server.url, project, trust }, folder);
      await runKillable(command, env, killed, verbose === true);
    } finally {
      await server.close();
    }
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Works in a folder that is gone afterwards, and nothing of which outlives this process when that is told to end. */
async function inOwnFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-gcloud-'));
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  // The program is in a group of its own, which no terminal signals: what it is killed by is the end of this process.
  const end = (signal: (typeof SIGNALS)[number]): never => process.exit(128 + constants.signals[signal]);
  process.once('exit', clear);
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    await writeFile(tokenFile(folder), 'gcepool-simulator-token');
    return await work(folder);
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
    process.off('exit', clear);
    clear();
  }
}
