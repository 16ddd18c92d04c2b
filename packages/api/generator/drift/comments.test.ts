import { expect, test } from 'vitest';
import { docComment } from '../doc-comment.ts';
import { commentsIn } from './comments.ts';
import { sentencesOf, wordsOf, wordsOfComment } from './words.ts';

test('the descriptions of schemas, fields and methods are found in the generated types', () => {
  const words = commentsIn('v1');
  expect(words.get('BackendService')).toMatch(/^Represents a Backend Service resource\. /);
  expect(words.get('BackendService.timeoutSec')).toContain('The default is 30 seconds.');
  expect(words.get('Metadata.items')).toBeDefined();
  expect(words.get('Metadata.items.key')).toBeDefined();
  expect(words.get('instances.setLabels')).toContain('labels');
  expect(words.get('BackendService.protocol')).toContain('- `HTTP2`: ');
});

test('of beta those that are not those of v1', () => {
  const words = commentsIn('beta');
  expect(words.has('TargetHttpsProxy.httpFilters')).toBe(true);
  expect(words.has('BackendService.timeoutSec')).toBe(false);
});

test('words survive the form of a comment', () => {
  const text = `One of:\n\n* first ${'word '.repeat(50)}\n* second (*)\n\nThe end.`;
  const description = { text, values: new Map([['A', 'The first.']]), deprecated: true };
  const words = `One of: - first ${'word '.repeat(50)}- second (*) The end. - \`A\`: The first. @deprecated`;
  expect(wordsOf(description)).toBe(words);
  expect(wordsOfComment(docComment(description, '      '))).toBe(words);
  expect(wordsOfComment('  /** Short. */\n')).toBe('Short.');
});

test('sentences, with the items of lists', () => {
  expect(sentencesOf('One of: - `A`: The first. - `B`: The second, e.g. this. The end.')).toEqual([
    'One of:',
    '- `A`: The first.',
    '- `B`: The second, e.g. this.',
    'The end.',
  ]);
});
