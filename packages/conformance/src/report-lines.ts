import type { ConformanceFailure, ConformanceReport } from './run-conformance.ts';

/** A report for a person: what was tried, and the failure, if there is one, with the ways to see it again. */
export function reportLines(report: ConformanceReport): string[] {
  const { histories, steps, laws, kinds, seed, failure } = report;
  return [
    `${histories} histories of ${steps} steps on ${kinds.join(', ')}, seed ${seed}`,
    ...laws.map(({ law, checks, skipped, says }) => {
      const count = skipped === undefined ? String(checks) : 'skipped';
      return `  ${law.padEnd(28)} ${count.padStart(7)}  ${skipped ?? says}`;
    }),
    ...(failure === undefined ? ['all laws hold'] : failureLines(failure)),
  ];
}

/** A failure for a person: what went wrong, as TypeScript, and as JSON for `gcepool replay`. */
export function failureLines({ law, message, typescript, history, seed, path }: ConformanceFailure): string[] {
  return [
    `${law ?? 'the cloud failed'}: ${message}`,
    '',
    'As TypeScript:',
    '',
    ...typescript.split('\n').map((line) => `  ${line}`),
    '',
    'As JSON, for gcepool replay:',
    '',
    `  ${JSON.stringify(history)}`,
    '',
    `To begin with this history: { seed: ${seed}, path: '${path}' }`,
  ];
}
