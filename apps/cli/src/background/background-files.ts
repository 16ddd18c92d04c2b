import { createHash } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from '../trust/cache-folder.ts';

/** Where this user's simulators in the background leave what is known of them. */
export const backgroundFolder = (): string => join(cacheFolder(process.platform, process.env), 'background');

/** What a simulator has printed, by the port it is on. */
export const logFileOf = (folder: string, port: number): string => join(folder, `sim-${port}.log`);

/** Where the process itself answers for a simulator: while it lives, and nobody else. */
export function socketOf(folder: string, port: number): string {
  if (process.platform !== 'win32') return join(folder, `sim-${port}.sock`);
  const user = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return `\\\\.\\pipe\\gcepool-${user}-${port}`;
}
