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

/** A report that is longer than this, once it is no longer compressed, is none that anybody made: in bytes. */
const LARGEST = 256 * 1024 * 1024;

async function readDocument(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw usageFailure(`${file}: cannot be read: ${whyUnreadable(error)}`, error);
  });
  // Every gzip begins so, whatever its file is called.
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const content = isCompressed ? await promisify(gunzip)(bytes, { maxOutputLength: LARGEST }) : bytes;
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw usageFailure(`${file}: is no report of \`gcepool report\` and no history: ${whyNot(error)}`, error);
  }
}

/** What is wrong with a file, which may be a few bytes that become a great many. */
const whyNot = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    ? `it is more than ${LARGEST / 1024 / 1024} MiB uncompressed; if you trust it, uncompress it with gunzip first`
    : messageOf(error);
