import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { messageOf } from '@gcepool/core/internal';
import type { ElsewhereOptions, Exploration, Finding, Schedule, StartProgram } from '@gcepool/sim/explore';
import type { CommandResult } from '../command-result.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { Style } from '../output/style.ts';
import { execEnvironment, tokenFile } from './exec-environment.ts';
import { runKillable } from './killable-program.ts';
import type { InvariantFlags } from './named-invariants.ts';
import { namedInvariants } from './named-invariants.ts';
import { tlsFront } from './tls-front.ts';

/** The flags of `gcepool explore`; times are in milliseconds. */
export interface ExploreOptions extends InvariantFlags {
  readonly faults?: readonly string[];
  readonly crashes: boolean;
  readonly runs: number;
  readonly seconds?: number;
  readonly calls?: number;
  readonly runSeconds: number;
  readonly seed: string;
  readonly only?: Schedule;
  readonly seedFile?: string;
  readonly project: string;
  readonly verbose?: true;
}

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
      if (error instanceof TypeError) throw usageFailure(error.message, error);
      throw new Failure(2, messageOf(error), { cause: error });
    }
  });
  const { findings } = exploration;
  const ways = `${findings.length} ${findings.length === 1 ? 'way' : 'ways'}`;
  return {
    document: { command: 'explore', ...exploration },
    lines: (style) => linesOf(exploration, command, style),
    ...(findings.length > 0 && { failure: `${command.join(' ')} breaks what must hold in ${ways}` }),
  };
}

async function optionsOf(options: ExploreOptions): Promise<ElsewhereOptions> {
  const { runs, seconds, calls, runSeconds, seed, only, crashes, faults } = options;
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

async function inOwnFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-gcloud-'));
  try {
    await writeFile(tokenFile(folder), 'gcepool-simulator-token');
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function linesOf(exploration: Exploration, command: readonly string[], style: Style): readonly string[] {
  const { findings, runs, callsWithoutFault, covered, cutOff, unsteady } = exploration;
  const { faults, crashes, pairs } = covered;
  return [
    ...findings.flatMap((finding) => [...findingLines(finding, command, style), '']),
    `${runs} runs of ${command.join(' ')}, which makes ${callsWithoutFault} calls: ` +
      `${faults.run} of ${faults.of} faults, ${crashes.run} of ${crashes.of} crashes, ${pairs.run} of ${pairs.of} pairs`,
    ...(cutOff === 0 ? [] : [`${cutOff === 1 ? '1 run was' : `${cutOff} runs were`} cut off`]),
    ...(unsteady === undefined ? [] : [`it is not the same each time: ${unsteady}`]),
    ...(findings.length === 0 ? [style.good('nothing was found')] : []),
  ];
}

function findingLines(
  { invariant, schedule, story, alsoBy }: Finding,
  command: readonly string[],
  style: Style,
): string[] {
  const flags = schedule.map(({ call, method, kind }) => ` ${call}:${method}:${kind}`).join('');
  return [
    style.strong(style.bad(invariant)),
    ...story.map((line) => `  ${line}`),
    ...(alsoBy.length === 0
      ? []
      : [
          `  ${alsoBy.length === 1 ? '1 other schedule has' : `${alsoBy.length} other schedules have`} the same effect.`,
        ]),
    ...(flags === '' ? [] : [style.dim(`  again: gcepool explore --only${flags} -- ${command.join(' ')}`)]),
  ];
}
