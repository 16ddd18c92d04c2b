import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgramContext } from '../src/explore/index.ts';

/* Programs as people write them, in small: what `explore` is tried on. */

type Fetch = ProgramContext['fetch'];

export const PROJECT = 'https://compute.googleapis.com/compute/v1/projects/p';
export const ZONE = `${PROJECT}/zones/us-central1-a`;
const CHECKS = `${PROJECT}/global/healthChecks`;

/** What is looked at of the answers of the API. */
export interface Answer {
  readonly status?: string;
  readonly selfLink?: string;
  readonly fingerprint?: string;
  readonly labelFingerprint?: string;
  readonly error?: { readonly message?: string; readonly errors?: readonly { readonly message: string }[] };
}

/** An error of the API. */
export class CallError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export async function send(fetch: Fetch, method: string, url: string, body?: object): Promise<Answer> {
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  // What the API answers is looked at as far as it is declared.
  const answer = (await response.json()) as Answer;
  if (!response.ok) throw new CallError(response.status, answer.error?.message ?? 'refused');
  return answer;
}

/** Waits for an operation, a second between two looks. What became of it is not looked at. */
export async function wait(fetch: Fetch, started: Answer): Promise<Answer> {
  let operation = started;
  while (operation.status !== 'DONE') {
    await sleep(1000);
    operation = await send(fetch, 'GET', operation.selfLink ?? '');
  }
  return operation;
}

/** The same, and no longer than ten minutes; an operation that fails is an error. */
export async function waitWell(fetch: Fetch, started: Answer): Promise<void> {
  const end = Date.now() + 600_000;
  let operation = started;
  while (operation.status !== 'DONE') {
    if (Date.now() > end) throw new Error('the operation takes too long');
    await sleep(10_000);
    operation = await again(() => send(fetch, 'GET', started.selfLink ?? ''));
  }
  const [error] = operation.error?.errors ?? [];
  if (error !== undefined) throw new Error(error.message);
}

/** Three attempts, a second apart. */
export async function again<T>(attempt: () => Promise<T>, left = 2): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (left === 0 || (error instanceof CallError && error.code < 500 && error.code !== 429)) throw error;
    await sleep(1000);
    return again(attempt, left - 1);
  }
}

const machine = {
  name: 'i1',
  machineType: 'zones/us-central1-a/machineTypes/e2-small',
  disks: [{ boot: true, source: 'zones/us-central1-a/disks/d1' }],
  networkInterfaces: [{ network: 'global/networks/default' }],
};

/** Makes a disk and a machine of it, as the first page of a tutorial has it. */
export async function naiveMachine({ fetch }: ProgramContext): Promise<void> {
  await wait(fetch, await send(fetch, 'POST', `${ZONE}/disks`, { name: 'd1', sizeGb: '10' }));
  await wait(fetch, await send(fetch, 'POST', `${ZONE}/instances`, machine));
}

/** Makes sure that there is a health check, whatever goes wrong, as often as it is run. */
export async function carefulCheck({ fetch }: ProgramContext): Promise<void> {
  const isThere = async (): Promise<boolean> => {
    try {
      await again(() => send(fetch, 'GET', `${CHECKS}/h`));
      return true;
    } catch (error) {
      if (error instanceof CallError && error.code === 404) return false;
      throw error;
    }
  };
  if (await isThere()) return;
  await insertCheck(fetch);
  if (!(await isThere())) throw new Error('the health check is not there');
}

async function insertCheck(fetch: Fetch): Promise<void> {
  try {
    await waitWell(fetch, await again(() => send(fetch, 'POST', CHECKS, { name: 'h', type: 'TCP' })));
  } catch (error) {
    // Whoever made it, or an attempt of ours whose answer was lost.
    if (!(error instanceof CallError && error.code === 409)) throw error;
  }
}
