import type { Command } from 'commander';
import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Finish } from '../command-result.ts';
import type { SnapshotOptions } from '../commands/snapshot.ts';
import type { Io } from '../io.ts';
import { addAddressOptions } from './address-flags.ts';

/** Declares the commands that keep what a simulator remembers. */
export function addSnapshotCommands(program: Command, io: Io, finish: Finish): void {
  const snapshot = program
    .command('snapshot')
    .description('keep what a running simulator remembers under a name, and go back to it');
  addSnapshot(snapshot.command('save').description('keep all that a simulator remembers')).action(
    async (name: string, options: SnapshotOptions) => {
      const { saveSnapshot } = await import('../commands/snapshot.ts');
      await saveSnapshot(name, options, io);
    },
  );
  addSnapshot(snapshot.command('load').description('let a simulator go back to what is kept')).action(
    async (name: string, options: SnapshotOptions) => {
      const { loadSnapshot } = await import('../commands/snapshot.ts');
      await loadSnapshot(name, options, io);
    },
  );
  snapshot
    .command('list')
    .description('list what is kept')
    .addOption(new Option('--output <form>', 'form of the output').choices(['text', 'json']).default('text'))
    .action(async ({ output }: { readonly output: 'text' | 'json' }) => {
      const { listSnapshots } = await import('../commands/snapshot.ts');
      finish(await listSnapshots(), output);
    });
}

const addSnapshot = (command: Command): Command =>
  addAddressOptions(command)
    .addArgument(new Argument('<NAME>', 'under which it is kept').argParser(parseName))
    .addOption(new Option('--admin-token <token>', 'what its control plane asks for').env('GCEPOOL_ADMIN_TOKEN'));

/** A name that a file can have everywhere. */
function parseName(text: string): string {
  if (/^\w[\w.-]{0,99}$/.test(text)) return text;
  throw new InvalidArgumentError('Use letters, digits, dots, dashes and underscores.');
}
