import { parentOf, projectOf } from '../kernel/resource-path.ts';
import type { LintFinding } from './lint-finding.ts';
import type { LoggedCall } from './logged-call.ts';

/** Mutations whose operation was still running and that nobody looked at afterwards, alone or in a list of operations. */
export function findOperationsNotAwaited(calls: readonly LoggedCall[]): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  const seen = new Set<string>();
  /** Lists of operations, from the end of the log on. */
  const lists = new Set<string>();
  for (const { sequence, method, path, more, isMutation, isAccepted } of calls.toReversed()) {
    const operation = more?.operation;
    if (!isMutation) {
      if (operation !== undefined) seen.add(operation);
      else if (isAccepted && path.endsWith('/operations')) lists.add(path);
      continue;
    }
    if (operation === undefined || seen.has(operation) || placesOf(operation).some((place) => lists.has(place)))
      continue;
    findings.push({
      rule: 'operationNotAwaited',
      message: `${method} of ${path} was accepted, and nobody looked at its operation: that it failed would not be seen.`,
      calls: [sequence],
      wayOut: 'Wait for the operation until it is DONE, and look at its error.',
    });
  }
  return findings.toReversed();
}

/** Where an operation is listed. */
function placesOf(operation: string): readonly string[] {
  return [parentOf(operation), `projects/${projectOf(operation)}/aggregated/operations`];
}
