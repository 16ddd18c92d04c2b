import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Failure, usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { openFile } from '../open-file.ts';

/** Where a plan is shown as a page. */
export interface PageFlags {
  /** File that the page is written to. */
  readonly html?: string;
  /** Whether it is opened, in a file for the moment where none is named. */
  readonly open?: boolean;
}

/** @throws Failure for what is no file to write to */
export function requirePageFile({ html }: PageFlags): void {
  if (html === '-') throw usageFailure('--html -: standard output has the plan as text; name a file for the page');
}

/** Writes the page of a plan where it is asked for, opens it where that is asked for, and says where it is. */
export async function writePlanPage(page: () => string, { html, open = false }: PageFlags, io: Io): Promise<void> {
  if (html === undefined && !open) return;
  const path = html ?? join(await mkdtemp(join(tmpdir(), 'gcepool-plan-')), 'plan.html');
  try {
    await writeFile(path, page());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(1, `--html ${path}: cannot be written: ${reason}`, { cause: error });
  }
  const why = open ? await openFile(path, process.platform, io.environment ?? {}) : undefined;
  io.remark(`the plan as a page: ${path}${why === undefined ? '' : `, which ${why}`}`);
}
