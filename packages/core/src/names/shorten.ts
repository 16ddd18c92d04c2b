const LIMIT = 62;
const PAD = '0';
const encoder = new TextEncoder();

/**
 * Makes a name fit GCE's 63 characters: more than 62 bytes of UTF-8 become the first 62 and a `0`, always 63 in all.
 * A legal name of 63 bytes is rewritten too: names already in use were made by this rule.
 * A character that would be cut in two is dropped whole and its place filled with `0`.
 */
export function shorten(name: string): string {
  // No UTF-16 unit takes more than three bytes: most names need not be encoded to be measured.
  if (name.length * 3 <= LIMIT || byteLength(name) <= LIMIT) return name;
  let kept = '';
  let bytes = 0;
  for (const character of name) {
    bytes += byteLength(character);
    if (bytes > LIMIT) break;
    kept += character;
  }
  return kept + PAD.repeat(LIMIT + 1 - byteLength(kept));
}

function byteLength(text: string): number {
  return encoder.encode(text).length;
}
