import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { messageOf } from '@gcepool/core/internal';
import type { CommandResult } from '../command-result.ts';
import { usageFailure } from '../failure.ts';
import { whyUnreadable } from '../why-unreadable.ts';

/**
 * Does again what a file says: a report of `gcepool report`, or a history of the conformance laws.
 *
 * @throws Failure for what is neither
 */
export async function replay(file: string): Promise<CommandResult> {
  const value = await readDocument(file);
  if (typeof value === 'object' && value !== null && 'format' in value && value.format === 'gcepool-report') {
    const { replayReportOf } = await import('./replay-report.ts');
    return replayReportOf(file, value);
  }
  const { replayHistoryOf } = await import('./replay-history.ts');
  return replayHistoryOf(file, value);
}

async function readDocument(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw usageFailure(`${file}: cannot be read: ${whyUnreadable(error)}`, error);
  });
  try {
    // Every gzip begins so, whatever its file is called.
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return JSON.parse((isCompressed ? await promisify(gunzip)(bytes) : bytes).toString('utf8'));
  } catch (error) {
    throw usageFailure(`${file}: is no report of \`gcepool report\` and no history: ${messageOf(error)}`, error);
  }
}
