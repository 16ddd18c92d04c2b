import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { terminalQuestion } from './terminal-question.ts';

const terminal = (): PassThrough & { isTTY: boolean } => Object.assign(new PassThrough(), { isTTY: true });

test.each([
  ['y\n', true],
  [' YES \n', true],
  ['n\n', false],
  ['\n', false],
  ['yesterday\n', false],
  ['', false],
])('%j is %s', async (answer, expected) => {
  const [input, output] = [terminal(), terminal()];
  const asked = terminalQuestion({ isTTY: true, open: () => input }, output)?.('delete it?');
  input.end(answer);
  await expect(asked).resolves.toBe(expected);
  expect(String(output.read())).toContain('delete it? [y/N] ');
});

test('where nobody is there, nobody is asked', () => {
  const open = terminal;
  expect(terminalQuestion({ isTTY: false, open }, terminal())).toBeUndefined();
  expect(terminalQuestion({ isTTY: true, open }, new PassThrough())).toBeUndefined();
});
