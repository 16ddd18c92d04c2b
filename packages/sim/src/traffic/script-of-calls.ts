import { scriptOf } from '../scripts/script.ts';
import type { ScriptForm } from '../scripts/script-form.ts';
import { writtenCall } from '../scripts/written-call.ts';
import { readFields } from '../read-fields.ts';
import type { LoggedCall } from './logged-call.ts';

/** Which calls become a script, and of which form. */
export interface ScriptOptions {
  /** What it is written in. Default: `curl`. */
  readonly as?: ScriptForm;
  /** A mark: only calls after it. Default: all that are remembered. */
  readonly since?: number;
  /** A mark: only calls up to it. Default: up to the last. */
  readonly until?: number;
}

/** The form in which a script is where nobody says otherwise. */
const STANDARD: ScriptForm = 'curl';

export const checkScriptOptions = (options: unknown): ScriptOptions & { readonly as: ScriptForm } =>
  // The marks are looked at by the log, and the form by who writes it.
  ({ as: STANDARD, ...readFields(options, 'The options of calls.script', ['as', 'since', 'until']) });

/** What went wrong with a call so that it changed nothing, though it was right. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['error', 'operationError', 'reset', 'unreachable']);

/**
 * Calls that changed something, or wanted to and were refused, as a script that does the same; what only reads is left out, and so is what
 * a fault kept from taking effect.
 *
 * @throws Error where the request of a call is not kept any more
 */
export function scriptOfCalls(calls: readonly LoggedCall[], form: ScriptForm): string {
  const written = calls.flatMap(({ more, sequence, isMutation, isAccepted, status, method }) => {
    if (
      more?.fault !== undefined &&
      WITHOUT_EFFECT.has(more.fault) &&
      (!isAccepted || more.fault === 'operationError')
    ) {
      return [];
    }
    if (more?.request === undefined) {
      if (!isMutation) return [];
      throw new Error(`What call ${sequence} (${method}) sent is not kept any more: name a later mark as since`);
    }
    const refusal = isAccepted ? undefined : `${status} ${more.reason ?? ''}`.trim();
    return writtenCall(more.request, refusal) ?? [];
  });
  return scriptOf(written, form);
}
