import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createProgram } from '../program.ts';
import { plainStyle } from '../output/style.ts';
import { completion } from './completion.ts';

const nothing = (): void => undefined;
const program = createProgram({ print: nothing, remark: nothing, style: plainStyle }, nothing);

/** What bash offers for the last of these words. */
function offered(...words: readonly string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _gcepool; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const script = [...completion(program, 'bash'), ask].join('\n');
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

test('bash completes commands, flags, and the values of those that have a choice', () => {
  expect(offered('gcepool', 're')).toEqual(['reconcile', 'report', 'record', 'replay']);
  expect(offered('gcepool', 'plan', '--ex')).toEqual(['--exit-code']);
  expect(offered('gcepool', 'run', '--log-level', '')).toEqual(['error', 'info', 'debug']);
  expect(offered('gcepool', 'sync', '--adopt', 'k')).toEqual(['kubernetes']);
  expect(offered('gcepool', 'permissions', 'sh')).toEqual(['shutdown']);
  expect(offered('gcepool', 'plan', '--from', '/et')).toEqual(['/etc']);
});

test.each(['bash', 'zsh', 'fish'] as const)('%s knows every flag of every command', (shell) => {
  const script = completion(program, shell).join('\n');
  for (const command of program.commands) {
    expect(script).toContain(command.name());
    for (const { long = '' } of command.options.filter(({ hidden }) => !hidden))
      expect(script).toContain(shell === 'fish' ? `-l ${long.slice(2)}` : long);
  }
});

test('zsh takes over the script of bash, and words in fish are quoted', () => {
  expect(completion(program, 'zsh').slice(1)).toEqual(completion(program, 'bash'));
  for (const line of completion(program, 'fish'))
    expect(line).toMatch(/^complete -c gcepool .* -[ad] '(?:[^'\\]|\\.)*'$/);
});
