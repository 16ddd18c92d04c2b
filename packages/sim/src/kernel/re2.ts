import type { RE2JS } from 're2js';
import { requirePackage } from './require-package.ts';

let engine: typeof RE2JS | undefined;

/** The engine of RE2 expressions, loaded at the first one: most simulators never see one, and would pay for it at every start. */
export function re2(): typeof RE2JS {
  // What the module is, is known from its own types.
  engine ??= (requirePackage('re2js') as { readonly RE2JS: typeof RE2JS }).RE2JS;
  return engine;
}
