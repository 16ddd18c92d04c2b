import type { Command } from 'commander';
import { Option } from 'commander';
import { LOG_FORMS } from '../commands/call-line.ts';
import { OTHER_HOSTS } from '../commands/tls-front.ts';
import { addListenFlags } from './listen-flags.ts';
import { addSimulatorFlags } from './simulator-flags.ts';

/** The flags of a simulator that is served: those of its options, those of `listen`, and what the command alone has. */
export function addServeOptions(command: Command): Command {
  return addSimulatorFlags(addListenFlags(command))
    .option(
      '--data <place>',
      'keep the state in this folder, or in a database that several servers share (postgres://…), and go on from it (default: in memory)',
    )
    .addOption(
      new Option(
        '--reads <how>',
        'of a database: latest answers from all that was answered before, local from what this server knows by then (default: latest)',
      ).choices(['latest', 'local']),
    )
    .option(
      '--seed-file <file>',
      'resources that there are from the start, as YAML; what --data holds takes their place',
    )
    .option('--iam <file>', 'enforce permissions: who shows which token and has which roles, as YAML or JSON')
    .addOption(
      new Option('--log [form]', 'print a line for each request: text (default), or json')
        .choices(LOG_FORMS)
        .preset('text'),
    )
    .option('--tls', 'speak HTTPS on the port too, with certificates that `gcepool sim env proxy` makes clients trust')
    .addOption(otherHosts('refused'));
}

/** The flag that says what becomes of hosts of others. */
export const otherHosts = (byDefault: string): Option =>
  new Option(
    '--other-hosts <what>',
    `hosts that are not Google's, for clients whose proxy it is (default: ${byDefault})`,
  ).choices(OTHER_HOSTS);
