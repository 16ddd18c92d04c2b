import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { withSettings } from './arguments/settings.ts';
import type { Finish } from './command-result.ts';
import { EndedWith, Failure } from './failure.ts';
import type { Io } from './io.ts';
import { oneLine } from './one-line.ts';
import { createProgram } from './program.ts';

/**
 * Runs one command line and resolves to its exit status: 0 done, 1 failed, 2 not usable as given; `exec` has that
 * of the program it runs. Whatever goes wrong is one line on standard error.
 */
export async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: 0 | 1 | 2 = 0;
  const finish: Finish = (result, output) => {
    if (result === undefined) return;
    const lines = output === 'json' ? [JSON.stringify(result.document, undefined, 2)] : result.lines(io.style);
    for (const line of lines) io.print(line);
    exitCode = result.exitCode ?? 0;
    if (result.failure === undefined) return;
    io.remark(result.failure);
    exitCode = 1;
  };
  const program = createProgram(io, finish, argv[0]);
  try {
    await program.parseAsync(await withSettings(program, argv, io.environment ?? {}), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof EndedWith) return error.status;
    if (error instanceof CommanderError) return usageStatus(error, helpOf(program, argv), io);
    io.remark(oneLine(error instanceof Error ? error.message : String(error)));
    return error instanceof Failure ? error.exitCode : 1;
  }
}

function usageStatus(error: CommanderError, help: string, io: Io): 0 | 2 {
  // Commander throws for --help and --version as well, once it has printed them.
  if (error.exitCode === 0) return 0;
  if (error.code !== 'commander.help') {
    const message = error.message
      .replace(/^error: /, '')
      .replace(/\.$/, '')
      .replaceAll(/\s*\n\s*/g, ' ');
    io.remark(`${message}; see ${help}`);
  }
  return 2;
}

const helpOf = (program: Command, [name]: readonly string[]): string =>
  program.commands.some((command) => command.name() === name) ? `gcepool ${name} --help` : 'gcepool --help';
