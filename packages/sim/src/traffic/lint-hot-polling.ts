import type { LintFinding } from './lint-finding.ts';
import type { LoggedCall } from './logged-call.ts';

/** Operations that one user asked for more than `most` times in a row while they ran, without `wait`. */
export function findHotPolling(calls: readonly LoggedCall[], most: number): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  /** The polls in a row of each user. */
  const rows = new Map<string, { readonly operation: string; readonly calls: number[] }>();
  const close = (user: string): void => {
    const row = rows.get(user);
    rows.delete(user);
    if (row === undefined || row.calls.length <= most) return;
    findings.push({
      rule: 'hotPolling',
      message: `${row.operation} was asked for ${row.calls.length} times in a row while it ran.`,
      calls: row.calls,
      wayOut:
        'Call the wait method of the operation, which answers when it is done or after two minutes, or pause between polls.',
    });
  };
  for (const { sequence, user, more, isMutation, httpMethod } of calls) {
    const { operation, isRunning = false } = more ?? {};
    const isPoll = !isMutation && isRunning && operation !== undefined && httpMethod === 'GET';
    const row = rows.get(user);
    if (isPoll && row?.operation === operation) {
      row.calls.push(sequence);
      continue;
    }
    close(user);
    if (isPoll) rows.set(user, { operation, calls: [sequence] });
  }
  for (const user of rows.keys()) close(user);
  return findings;
}
