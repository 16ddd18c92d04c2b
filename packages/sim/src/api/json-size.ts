/** How much a JSON text holds. */
export interface JsonSize {
  /** How many objects and lists are within one another where they are most. */
  readonly depth: number;
  /** How many fields and items there are, and objects and lists, in all of them. */
  readonly values: number;
}

/**
 * Measures a JSON text in one walk, for a fraction of what it costs to parse it: a small request could hold millions of values.
 * Of a text that is no JSON it says something, and the parser says what is wrong.
 *
 * @param most beyond which it is not measured any further
 */
export function jsonSizeOf(text: string, most: JsonSize): JsonSize {
  let [open, depth, values] = [0, 0, 0];
  for (let index = 0; index < text.length && values <= most.values && depth <= most.depth; index++) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index);
        break;
      case BRACE:
      case BRACKET:
        values++;
        depth = Math.max(depth, ++open);
        break;
      case CLOSING_BRACE:
      case CLOSING_BRACKET:
        open--;
        break;
      case COMMA:
        values++;
        break;
    }
  }
  return { depth, values };
}

/** Where the quotation mark is that ends a string. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === BACKSLASH) first--;
    // One that follows an odd number of backslashes is part of the string.
    if ((end - first) % 2 === 0) return end;
  }
  return text.length;
}

const codeOf = (character: string): number => character.charCodeAt(0);
const QUOTE = codeOf('"');
const BACKSLASH = codeOf('\\');
const COMMA = codeOf(',');
const BRACE = codeOf('{');
const BRACKET = codeOf('[');
const CLOSING_BRACE = codeOf('}');
const CLOSING_BRACKET = codeOf(']');
