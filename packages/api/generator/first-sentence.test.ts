import { expect, test } from 'vitest';
import { dropMemberComments, keepFirstSentences } from './first-sentence.ts';

/** What is left of a comment with these lines. */
function shortened(...lines: readonly string[]): string {
  const body = lines.map((line) => ` * ${line}`.trimEnd());
  const [first = ''] = keepFirstSentences(['/**', ...body, ' */', 'export interface X {', '}'].join('\n')).split('\n');
  return first;
}

test('a comment keeps its first sentence, however its lines are broken', () => {
  expect(shortened('The port of the', 'endpoint. Defaults to 80.')).toBe('/** The port of the endpoint. */');
  expect(shortened('Cookies, i.e. those', 'of version 1.5 e.g. X. More.')).toBe(
    '/** Cookies, i.e. those of version 1.5 e.g. X. */',
  );
  expect(shortened('Ends in a paragraph', '', 'More.')).toBe('/** Ends in a paragraph */');
});

test('a mark is no sentence', () => {
  expect(shortened('Immutable. The URL. More.')).toBe('/** Immutable. The URL. */');
  expect(shortened('Output only.', '', 'More.')).toBe('/** Output only. */');
});

test('what is output only is marked so once', () => {
  for (const mark of ['Output only.', '[Output Only]', '[Output Only]:', 'Output only. [Output Only]'])
    expect(shortened(`${mark} The URL. More.`)).toBe('/** Output only. The URL. */');
});

test('values go, deprecation stays', () => {
  expect(shortened('The tier.', '', '- `PREMIUM`: Best.', '', '@deprecated')).toBe('/** @deprecated The tier. */');
});

test('declarations stay as they are, and so does a short comment', () => {
  const text = 'export interface X {\n  /** The port. */\n  port?: number;\n  name?: string;\n}\n';
  expect(keepFirstSentences(text)).toBe(text);
});

test('comments of members can be dropped', () => {
  const text = '/** A port. More. */\nexport interface X {\n  /**\n   * The port.\n   */\n  port?: number;\n}\n';
  expect(dropMemberComments(text)).toBe('/** A port. */\nexport interface X {\n  port?: number;\n}\n');
});
