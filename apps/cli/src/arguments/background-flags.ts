import type { Command } from 'commander';
import { Option } from 'commander';
import type { Finish } from '../command-result.ts';
import type { SimOptions } from '../commands/sim.ts';
import type { Io } from '../io.ts';
import { addServeOptions } from './serve-flags.ts';
import { parsePort } from './values.ts';

/** Declares the commands of a simulator that runs on when the command that starts it has ended. */
export function addBackground(sim: Command, io: Io, finish: Finish): void {
  const flags: string[] = [];
  const start = addServeOptions(
    sim.command('start').description('start a simulator in the background, and wait until it serves'),
  ).action(async ({ port }: SimOptions) => {
    const { simStart } = await import('../commands/sim-start.ts');
    await simStart(port, flags, io);
  });
  // As they were typed, for the simulator's own process; what a variable says, that reads itself.
  for (const option of start.options) {
    start.on(`option:${option.name()}`, (value: string | null | undefined) => {
      flags.push(typeof value === 'string' ? `${option.long ?? ''}=${value}` : (option.long ?? ''));
    });
  }
  const port = () => new Option('--port <port>', 'port that it is on').argParser(parsePort).default(4080);
  sim
    .command('status')
    .description('tell whether a simulator runs in the background')
    .addOption(port())
    .addOption(new Option('--output <form>', 'form of the output').choices(['text', 'json']).default('text'))
    .action(async (options: { readonly port: number; readonly output: 'text' | 'json' }) => {
      const { simStatus } = await import('../commands/sim-status.ts');
      finish(await simStatus(options.port), options.output);
    });
  sim
    .command('logs')
    .description('print what a simulator in the background has printed')
    .addOption(port())
    .option('-f, --follow', 'and what it prints from now on, until it ends')
    .action(async (options: { readonly port: number; readonly follow?: true }) => {
      const { simLogs } = await import('../commands/sim-logs.ts');
      await simLogs(options.port, options.follow === true, io);
    });
  sim
    .command('stop')
    .description('stop a simulator in the background, and wait until it has ended')
    .addOption(port())
    .action(async (options: { readonly port: number }) => {
      const { simStop } = await import('../commands/sim-stop.ts');
      await simStop(options.port, io);
    });
}
