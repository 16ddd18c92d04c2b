import { createSimulator } from '@gcepool/sim';
import type { CommandResult } from '../command-result.ts';
import { table } from '../output/table.ts';
import type { Style } from '../output/style.ts';
import { readRecording } from '../recording/read-recording.ts';
import type { Compared } from '../recording/replay.ts';
import { replay } from '../recording/replay.ts';

/** The flags of `gcepool compare`. */
export interface CompareOptions {
  readonly output: 'text' | 'json';
}

interface ComparedFile {
  readonly file: string;
  readonly compared: readonly Compared[];
}

/** Sends recorded requests to a simulator, fresh for each file, and tells where its answers differ from the recorded ones. */
export async function compare(files: readonly string[]): Promise<CommandResult> {
  const results: ComparedFile[] = [];
  for (const file of files) results.push({ file, compared: replay(await readRecording(file), createSimulator()) });
  const all = results.flatMap(({ compared }) => compared);
  const differing = all.filter(({ differences }) => differences.length > 0);
  return {
    document: {
      command: 'compare',
      exchanges: all.length,
      differing: differing.length,
      files: results.map(({ file, compared }) => ({ file, drift: compared.flatMap((one) => driftOf(one)) })),
    },
    lines: (style) => [
      ...results.flatMap((result) => fileLines(result, style)),
      `${all.length - differing.length} of ${all.length} exchanges agree`,
    ],
    ...(differing.length > 0 && { failure: `${differing.length} of ${all.length} exchanges differ` }),
  };
}

const driftOf = ({ exchange: { n, method, path }, differences }: Compared): readonly object[] =>
  differences.length === 0 ? [] : [{ n, method, path, differences }];

function fileLines({ file, compared }: ComparedFile, style: Style): readonly string[] {
  return compared.flatMap(({ exchange: { n, method, path }, differences }) => {
    if (differences.length === 0) return [];
    const rows = differences.map((one) => [
      `  ${one.path}`,
      `recorded ${show(one.recorded)}`,
      `answered ${show(one.answered)}`,
    ]);
    return [style.strong(`${file}:${n} ${method} ${path}`), ...table(rows)];
  });
}

const LONGEST = 80;

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
