import fc from 'fast-check';
import { expect, test } from 'vitest';
import { docComment } from './doc-comment.ts';

const described = (text: string, values: Readonly<Record<string, string>> = {}, deprecated = false): string =>
  docComment({ text, values: new Map(Object.entries(values)), deprecated }, '  ');

test('what fits is one line; what is not described is none', () => {
  expect(described('Name of\nthe resource.')).toBe('  /** Name of the resource. */\n');
  expect(docComment(undefined, '')).toBe('');
});

test('paragraphs and lists stay apart, lines are joined and wrapped', () => {
  const text = 'One of:\n   \n   - \n   first of\n   them\n   - second\n\n       goes on\n\nThe end\nof it.';
  expect(described(text)).toBe(
    [
      '  /**',
      '   * One of:',
      '   *',
      '   * - first of them',
      '   * - second goes on',
      '   *',
      '   * The end of it.',
    ].join('\n') + '\n   */\n',
  );
});

test('values are a list, deprecation is a tag', () => {
  expect(described('The tier.', { PREMIUM: 'Best.' }, true)).toBe(
    ['  /**', '   * The tier.', '   *', '   * - `PREMIUM`: Best.', '   *', '   * @deprecated', '   */', ''].join('\n'),
  );
});

test('no line is too long unless it is one word, none begins a tag, and every word is there', () => {
  const word = fc.stringMatching(/^[a-zA-Z@][a-z]{0,30}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 200 }), (words) => {
      const lines = described(words.join(' ')).split('\n').slice(0, -1);
      expect(lines.filter((line) => line.length > 140 && !line.includes('@'))).toEqual([]);
      expect(lines.slice(2).filter((line) => /^ *\* @/.test(line))).toEqual([]);
      const text = lines.join(' ').replaceAll(/ \/\*\*| \*\/| \*(?= )/g, ' ');
      expect(text.trim().split(/\s+/)).toEqual(words);
    }),
  );
});

test('a description cannot end its comment', () => {
  expect(described('a */ b')).toBe('  /** a *\\/ b */\n');
});
