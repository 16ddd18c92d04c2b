import { readFile, writeFile } from 'node:fs/promises';
import type { MemberStep, Node, PoolPlan } from '@gcepool/core';
import type { CloudChoice } from '../cloud/choose-cloud.ts';
import { Failure, usageFailure } from '../failure.ts';
import { whyUnreadable } from '../why-unreadable.ts';
import type { PoolOptions } from './pool-options.ts';

const FORMAT = 'gcepool/saved-plan/1';

/** A plan in a file, and all that it takes to carry it out. */
export interface SavedPlan {
  readonly cloud: CloudChoice;
  readonly cluster: string;
  readonly zones: readonly string[];
  readonly options: Pick<PoolOptions, 'adopt' | 'namedPorts' | 'healthChecks' | 'healthyWithin'>;
  readonly plan: PoolPlan;
  /** Absent: the members of groups are left alone. */
  readonly members?: { readonly nodes: readonly Node[]; readonly waves: readonly (readonly MemberStep[])[] };
}

/** Writes a plan into a file. */
export async function savePlan(path: string, saved: SavedPlan): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify({ format: FORMAT, ...saved }, undefined, 2)}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(1, `--out ${path}: cannot be written: ${reason}`, { cause: error });
  }
}

/** Reads a plan from a file. @throws Failure where there is none. */
export async function readSavedPlan(path: string): Promise<SavedPlan> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw usageFailure(`${path}: cannot be read: ${whyUnreadable(error)}`, error);
  });
  const read = parse(text);
  if (typeof read !== 'object' || read === null || !('format' in read) || read.format !== FORMAT) {
    throw usageFailure(`${path}: is no plan of the form ${FORMAT}; gcepool plan --out FILE writes one`);
  }
  // What bears this format was written by `savePlan`; the pool checks the plan inside once more.
  const saved = read as unknown as SavedPlan;
  const { cloud } = saved;
  // A URL is text in JSON.
  return 'endpoint' in cloud && cloud.endpoint !== undefined
    ? { ...saved, cloud: { ...cloud, endpoint: new URL(String(cloud.endpoint)) } }
    : saved;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
