import type { Cloud, NetworkEndpointGroups } from '@gcepool/core';
import { reportLines, runConformance } from '../../src/index.ts';
import { cleanUp, resourcesNamed } from './clean-up.ts';
import { guardedCloud } from './guarded-cloud.ts';

/** How the laws are tried on a real project. */
export interface RealRun {
  readonly cloud: Cloud & Partial<NetworkEndpointGroups>;
  readonly project: string;
  /** What the names of everything made begin with. */
  readonly prefix: string;
  readonly zone: string;
  /** Without it nothing is changed: it is told what would be. */
  readonly isForReal: boolean;
  readonly numRuns: number;
  readonly seed: number;
  /** Calls that make or change something, at most. */
  readonly mostChanges: number;
  /** Ends the run; what was made is deleted all the same. */
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

/**
 * Tries the laws for clouds on a real project: under one prefix, for a bounded number of calls, without anything that costs by
 * the hour. Whatever ends the run, what bears the prefix is deleted.
 *
 * @returns whether all laws hold and nothing is left; a dry run is content with reading.
 */
export async function runReal(run: RealRun): Promise<boolean> {
  const { cloud, project, prefix, zone, isForReal, numRuns, seed, mostChanges, signal, print } = run;
  const present = await resourcesNamed(cloud, prefix);
  if (!isForReal) {
    print(`dry run on project ${project}: nothing is changed`);
    print(`would run ${numRuns} histories from seed ${seed}, with at most ${mostChanges} changes, in ${zone}`);
    print(
      `would make backend services, health checks, empty instance groups and network endpoint groups named ${prefix}-*, and delete them`,
    );
    print(
      present.length === 0 ? `nothing is named ${prefix}-* at present` : `would first delete ${present.join(', ')}`,
    );
    print('to do it: --for-real');
    return true;
  }
  const guarded = guardedCloud(cloud, { prefix, mostChanges, mostCalls: 20 * mostChanges, signal });
  let passed = false;
  try {
    await cleanUp(cloud, prefix);
    const options = { prefix, zone, numRuns, seed, maxSteps: 10, endOnFailure: true };
    const report = await runConformance(async () => guarded.cloud, options);
    const { refused } = guarded.spent;
    // What was not sent proves nothing of the cloud.
    const lines = refused === undefined ? reportLines(report) : [`stopped before the end: ${refused.message}`];
    for (const line of lines) print(line);
    passed = report.passed;
  } finally {
    const left = await cleanUp(cloud, prefix);
    print(`${guarded.spent.calls} calls, ${guarded.spent.changes} of them changes`);
    print(left.length === 0 ? `nothing is left of ${prefix}-*` : `STILL THERE, delete by hand: ${left.join(', ')}`);
    passed &&= left.length === 0;
  }
  return passed;
}
