/** Joins words for a sentence: `a`, `a and b`, `a, b and c`; beyond `most`, `a, b, c and 7 more`. */
export function enumeration(words: readonly string[], most = 5): string {
  if (words.length > most) return `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
