import type { parse as Parse } from '@marcbachmann/cel-js';
import { invalid } from '../kernel/refusal.ts';
import { requirePackage } from '../kernel/require-package.ts';

let parse: typeof Parse | undefined;

/** The parser is loaded by the first expression: most simulators never see one. */
function load(): typeof Parse {
  // The package has that export: its own types say so.
  const loaded = requirePackage('@marcbachmann/cel-js') as { readonly parse: typeof Parse };
  return loaded.parse;
}

/**
 * Checks that a text is an expression of the Common Expression Language. What its names and functions mean is for each field
 * to say, and is not checked.
 *
 * @throws Refusal for a text that does not parse
 */
export function checkExpression(text: string | undefined, field: string): void {
  // The empty text is how some clients leave a field out.
  if (text === undefined || text === '') return;
  const fault = faultOf(text);
  if (fault !== undefined) throw invalid(field, text, `It is not a valid CEL expression: ${fault}.`);
}

function faultOf(text: string): string | undefined {
  parse ??= load();
  try {
    parse(text);
    return undefined;
  } catch (error) {
    // The first line of the parser's words; the others show where in the text it was.
    return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
  }
}
