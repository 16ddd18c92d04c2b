import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { plainStyle } from './output/style.ts';
import { createProgram } from './program.ts';

const nothing = (): undefined => undefined;
const declared = (first?: string): Command =>
  createProgram({ print: nothing, remark: nothing, style: plainStyle }, nothing, first);

/** What a command says of itself, and those under it. */
const told = (command: Command): readonly string[] => [
  command.helpInformation(),
  ...command.commands.flatMap((each) => told(each)),
];

test('the simulator’s command is the same where no other is declared', () => {
  const alone = declared('sim');
  expect(alone.commands.map((command) => command.name())).toEqual(['sim']);
  const sim = declared().commands.find((command) => command.name() === 'sim');
  expect(alone.commands.flatMap((command) => told(command))).toEqual(sim && told(sim));
});
