import { ignoredText } from './ignored-text.ts';
import type { LintFinding } from './lint-finding.ts';
import type { LoggedCall } from './logged-call.ts';

/** What was sent and had no effect: one finding for each method and thing. */
export function findIgnored(calls: readonly LoggedCall[]): readonly LintFinding[] {
  const found = new Map<string, { readonly method: string; readonly text: string; readonly calls: number[] }>();
  for (const { sequence, method = '', more } of calls) {
    for (const ignored of more?.ignored ?? []) {
      const text = ignoredText(ignored);
      const key = `${method}\0${text}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { method, text, calls: [sequence] });
      else known.calls.push(sequence);
    }
  }
  return Array.from(found.values(), ({ method, text, calls: sequences }) => ({
    rule: 'ignored',
    message: `${method} was sent what has no effect: ${text}.`,
    calls: sequences,
    wayOut: 'Leave it out, or spell it as Compute knows it. The option strict refuses it.',
  }));
}
