import type { ApiResponse } from '../src/api/response.ts';
import type { SharedSimulator, SharedSimulatorOptions } from '../src/sharing/shared-simulator.ts';
import { createSharedSimulator } from '../src/sharing/shared-simulator.ts';
import { MemoryLog } from './memory-log.ts';

export type Options = Omit<SharedSimulatorOptions, 'store'>;

/** One that serves a cloud in memory. */
export const shared = (
  log: MemoryLog,
  options: Options = {},
  ...store: Parameters<MemoryLog['store']>
): Promise<SharedSimulator> => createSharedSimulator({ startTime: 0, ...options, store: log.store(...store) });

export const CHECKS = '/compute/v1/projects/p/global/healthChecks';

export const insert = (simulator: SharedSimulator, name: string): Promise<ApiResponse> =>
  simulator.handle({ method: 'POST', url: CHECKS, body: { name, type: 'TCP' } });
export const get = (simulator: SharedSimulator, name: string): Promise<ApiResponse> =>
  simulator.handle({ method: 'GET', url: `${CHECKS}/${name}` });
/** All of its state. */
export const text = async (simulator: SharedSimulator): Promise<string> =>
  JSON.stringify(await simulator.look((within) => within.snapshot()));

/** Two that serve one cloud. */
export async function pair(options: Options = {}): Promise<readonly [SharedSimulator, SharedSimulator, MemoryLog]> {
  const log = new MemoryLog();
  return [await shared(log, options), await shared(log, options), log];
}
