import type { Dice } from './dice.ts';

const CHARACTERS = ' \t\r\n\0\u007f/?#%&=:;,."\'\\{}[]()<>*+-_$@!|~^`aZ09é\u2028😀\ud800'.split('');

/** Text that means nothing. */
export const garbage = (dice: Dice): string =>
  Array.from({ length: dice.below(24) }, () => dice.one(CHARACTERS)).join('');

/** A text with something taken out, doubled, or put into it. */
export function mangled(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  const end = at + dice.below(text.length - at + 1);
  const middle = dice.one(['', text.slice(at, end).repeat(2), dice.one(CHARACTERS), garbage(dice)]);
  return text.slice(0, at) + middle + text.slice(dice.one([at, end]));
}
