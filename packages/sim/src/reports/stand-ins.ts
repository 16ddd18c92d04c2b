import { token } from '../kernel/token.ts';

/** The digits of stand-ins for words: what begins with many x is easily seen to be one. */
const LETTERS = 'xbcdfghjklmnpqrstvwzaeiouy';

/**
 * What stands for texts that are not told: the same for the same, of the same length, of letters where there were letters and of digits where
 * there were digits, so that it is refused or accepted as they were. It follows from the order in which they come, and from nothing of them.
 */
export class StandIns {
  readonly #words: Map<string, string> = new Map();
  readonly #numbers: Map<string, string> = new Map();
  readonly #opaque: Map<string, string> = new Map();
  /** How many there are, by length. */
  readonly #counts: Map<string, number> = new Map();

  /** Of a word of letters, in the case of each of its letters. */
  word(word: string): string {
    const lower = word.toLowerCase();
    const found =
      this.#words.get(lower) ?? keep(this.#words, lower, wordOf(this.#count(`word ${lower.length}`), lower.length));
    return Array.from(found, (letter, index) => {
      const was = word.charAt(index);
      return was === was.toLowerCase() ? letter : letter.toUpperCase();
    }).join('');
  }

  /** Of digits: no zero at the front, and small enough to be an id. */
  number(digits: string): string {
    const { length } = digits;
    const count = (): string => String(BigInt(10) ** BigInt(length - 1) + BigInt(this.#count(`number ${length}`)));
    return this.#numbers.get(digits) ?? keep(this.#numbers, digits, count());
  }

  /** Of a text that may open something, or could be read out of words that are known: nothing of it is found again. */
  opaque(text: string): string {
    return this.#opaque.get(text) ?? keep(this.#opaque, text, scrambled(text, this.#count('opaque')));
  }

  #count(kind: string): number {
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    return count;
  }
}

function keep(map: Map<string, string>, text: string, standIn: string): string {
  map.set(text, standIn);
  return standIn;
}

function wordOf(count: number, length: number): string {
  let rest = count;
  let word = '';
  for (let index = 0; index < length; index++) {
    word = LETTERS.charAt(rest % LETTERS.length) + word;
    rest = Math.floor(rest / LETTERS.length);
  }
  return word;
}

/** The kinds of characters, each with those that may stand for one. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/[a-z]/, 'abcdefghijklmnopqrstuvwxyz'],
  [/[A-Z]/, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [/\d/, '0123456789'],
];

/** The same, of what is read as hexadecimal. */
const HEXADECIMAL: typeof KINDS = [
  [/[a-f]/, 'abcdef'],
  [/[A-F]/, 'ABCDEF'],
  [/\d/, '0123456789'],
];

function scrambled(text: string, count: number): string {
  const kinds = /^[\da-fA-F-]+$/.test(text) ? HEXADECIMAL : KINDS;
  return Array.from(text, (character, index) => {
    if (character > '~') return 'ü';
    const [, letters = ''] = kinds.find(([kind]) => kind.test(character)) ?? [];
    return letters === '' ? character : letters.charAt(token(count + 1, index).low % letters.length);
  }).join('');
}
