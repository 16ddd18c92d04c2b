import type { RE2JS } from 're2js';
import { requirePackage } from '../../kernel/require-package.ts';

let engine: typeof RE2JS | undefined;

/** Loaded at the first regular expression: most simulators never see one, and would pay for it at every start. */
function loadEngine(): typeof RE2JS {
  // What the module is, is known from its own types.
  const loaded = requirePackage('re2js') as { readonly RE2JS: typeof RE2JS };
  return loaded.RE2JS;
}

/**
 * What tells whether an RE2 expression matches a whole text, in time linear in the text.
 *
 * @returns undefined for what is no RE2 expression
 */
export function wholeMatch(pattern: string): ((text: string) => boolean) | undefined {
  engine ??= loadEngine();
  try {
    const regex = engine.compile(pattern);
    return (text) => regex.matches(text);
  } catch {
    return undefined;
  }
}
