import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { MACHINES, SECRET, wasGcloudRun } from '../packages/sim/test/credentials/machines.ts';
import type { Step } from './client.ts';

/** A machine with whatever would lead clients to Google. */
export interface HostileMachine {
  /** All that a client's program has of the machine. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** That none of it had its way, after a program that printed this. */
  readonly steps: (printed: string) => readonly Step[];
  readonly remove: () => Promise<void>;
}

const LAID = [
  'a user’s credentials',
  'a user’s credentials where gcloud leaves them',
  'another metadata server',
  'proxies',
] as const satisfies readonly (keyof typeof MACHINES)[];

/** @param usesGcloud whether the client is the machine's own gcloud, so that nothing may take its place */
export async function hostileMachine(usesGcloud: boolean): Promise<HostileMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-machine-'));
  const laid = await Promise.all(LAID.map((name) => MACHINES[name](folder)));
  const { PATH } = process.env;
  return {
    variables: Object.assign({}, ...laid, usesGcloud ? { PATH } : {}),
    steps: (printed) => [
      { title: 'no secret of the machine is printed', passed: !printed.includes(SECRET), detail: '' },
      ...(usesGcloud ? [] : [{ title: 'gcloud is not asked', passed: !wasGcloudRun(folder), detail: '' }]),
    ],
    remove: () => rm(folder, { recursive: true }),
  };
}
