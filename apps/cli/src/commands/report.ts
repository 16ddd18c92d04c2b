import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { messageOf } from '@gcepool/core/internal';
import type { Report } from '@gcepool/sim';
import { createSimulator, optionsOfSettings } from '@gcepool/sim';
import type { CommandResult } from '../command-result.ts';
import { Failure, usageFailure } from '../failure.ts';
import { askControl } from './ask-control.ts';
import type { AddressOptions } from './sim-address.ts';
import { addressOf } from './sim-address.ts';

/** The flags of `gcepool report`. */
export interface ReportOptions extends Pick<AddressOptions, 'port' | 'url'> {
  readonly adminToken?: string;
  /** Folder of a simulator that does not run. */
  readonly data?: string;
  readonly out: string;
}

/** From this size on a file is compressed, in bytes. */
const LARGE = 8 * 1024 * 1024;

/** Writes down what a simulator was asked and what it answered, in a file that names nobody. */
export async function report(options: ReportOptions): Promise<CommandResult> {
  const { data, out } = options;
  const made = data === undefined ? await ofServer(options) : await ofFolder(data);
  const text = `${linesOf(made).join('\n')}\n`;
  const isLarge = text.length > LARGE && !out.endsWith('.gz');
  const file = isLarge ? `${out}.gz` : out;
  await write(file, file.endsWith('.gz') ? await promisify(gzip)(text) : text);
  const calls = made.steps.filter((step) => 'request' in step).length;
  const { differs, left } = made;
  return {
    document: { command: 'report', file, calls, left, reproduced: differs === undefined, ...(differs && { differs }) },
    lines: () => [
      `${file}: ${calls} calls, with stand-ins for names and secrets; look through it before you give it away`,
      ...(left === 0 ? [] : [`of ${left} calls it has nothing: what they sent is not kept any more`]),
      differs === undefined
        ? 'played anew, every call is answered as it was'
        : `played anew, ${differs.call === undefined ? 'something' : `call ${differs.call}`} comes to something else: ${differs.was}, and now ${differs.is}`,
    ],
  };
}

async function ofServer(options: ReportOptions): Promise<Report> {
  const answer = await askControl(addressOf(options), '/report', {}, options.adminToken);
  if (typeof answer === 'object' && answer !== null && 'format' in answer && answer.format === 'gcepool-report') {
    return answer as Report; // what the control plane answers there
  }
  throw new Failure(1, 'the simulator is too old to write reports');
}

/** Reads what is kept, and changes nothing of it. */
async function ofFolder(folder: string): Promise<Report> {
  if (/^postgres(?:ql)?:/i.test(folder)) {
    throw usageFailure('--data postgres://…: ask one of the servers that run with it, by --port or --url');
  }
  const fail = (reason: string, error?: unknown): never => {
    throw usageFailure(`--data ${folder}: ${reason}`, error);
  };
  if (!existsSync(folder)) fail('there is no such folder');
  const { openData } = await import('@gcepool/sim/persistence');
  const data = await openData(folder).catch((error: unknown) => fail(messageOf(error), error));
  try {
    if (data.setAside !== undefined)
      fail(`what was kept is damaged (${data.damage}); it is set aside as ${data.setAside}`);
    const kept = data.store.load();
    if (kept === undefined) return fail('no simulator is kept there');
    const store = { load: () => kept, append: () => true, replace: () => true };
    return createSimulator({ ...optionsOfSettings(kept.settings), store }).report();
  } finally {
    data.close();
  }
}

/** Readable by a person: a step is a line. */
function linesOf({ steps, ...rest }: Report): readonly string[] {
  const fields = Object.entries(rest).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  const last = steps.length - 1;
  const inner = steps.map((step, index) => `    ${JSON.stringify(step)}${index === last ? '' : ','}`);
  return ['{', ...fields, '  "steps": [', ...inner, '  ]', '}'];
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    // What it may hold is for whoever asked for it to see first.
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw usageFailure(
      `--out ${file}: ${isThere ? 'is there already; name another file' : `cannot be written: ${messageOf(error)}`}`,
      error,
    );
  }
}
