import { createGceCloud, type GceCloud, type GceCloudOptions, GceError } from './index.ts';
import { type ScriptedAnswer, scriptedServer, type SeenRequest } from './scripted-server.test-support.ts';

export const running: ScriptedAnswer = { json: { kind: 'compute#operation', name: 'operation-1', status: 'RUNNING' } };
export const done: ScriptedAnswer = { json: { kind: 'compute#operation', name: 'operation-1', status: 'DONE' } };

/** A refusal in GCE's envelope. */
export function envelope(code: number, reason: string, message: string): ScriptedAnswer {
  return { status: code, json: { error: { code, message, errors: [{ message, domain: 'global', reason }] } } };
}

/** A cloud, and what became of what it was asked. */
export interface ScriptedCloud {
  readonly cloud: GceCloud;
  readonly seen: SeenRequest[];
  /** The pauses it made, in milliseconds. */
  readonly pauses: number[];
  readonly endpoint: string;
}

/** A cloud that asks a server with this script, and does not sleep in its pauses. */
export async function cloudWith(
  script: (ScriptedAnswer | undefined)[],
  options: Partial<GceCloudOptions> = {},
): Promise<ScriptedCloud> {
  const { endpoint, seen } = await scriptedServer(...script);
  const pauses: number[] = [];
  const sleep = async (ms: number): Promise<void> => void pauses.push(ms);
  return { cloud: createGceCloud({ project: 'p', endpoint, sleep, ...options }), seen, pauses, endpoint };
}

/** The error that a call rejects with. @throws Error if it does not, or with something else. */
export async function errorOf(promise: Promise<unknown>): Promise<GceError> {
  const outcome = await promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (outcome instanceof GceError) return outcome;
  throw new Error('not rejected with a GceError', { cause: outcome });
}
