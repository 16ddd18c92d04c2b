import type { Command } from 'commander';
import { Option } from 'commander';
import { LOG_FORMS } from '../commands/call-line.ts';
import { OTHER_HOSTS } from '../commands/tls-front.ts';
import { addSimulatorFlags } from './simulator-flags.ts';
import { collect, parseListenPort } from './values.ts';

/** The flags of a simulator that is served. */
export function addServeOptions(command: Command): Command {
  const sim = command
    .option('--port <port>', 'port to listen on, 0 for any free one', parseListenPort, 4080)
    .option('--host <address>', 'address to listen on', '127.0.0.1');
  return addSimulatorFlags(sim)
    .option('--data <folder>', 'keep the state in this folder, and go on from it (default: in memory)')
    .option(
      '--seed-file <file>',
      'resources that there are from the start, as YAML; what --data holds takes their place',
    )
    .option('--allow-host <name>', 'host name by which clients call it, beside localhost (repeatable)', collect)
    .option('--own-links', 'answer with links to this server, for clients that follow links (default: those of GCE)')
    .addOption(
      new Option('--log [form]', 'print a line for each request: text (default), or json')
        .choices(LOG_FORMS)
        .preset('text'),
    )
    .option('--tls', 'speak HTTPS on the port too, with certificates that `gcepool sim env proxy` makes clients trust')
    .addOption(otherHosts('refused'))
    .addOption(
      new Option(
        '--admin-token <token>',
        'what the control plane at /_sim asks for (default: that one is on this machine)',
      ).env('GCEPOOL_ADMIN_TOKEN'),
    )
    .addOption(
      new Option('--token <token>', 'what the API asks for, as Authorization: Bearer (default: nothing)').env(
        'GCEPOOL_TOKEN',
      ),
    )
    .option('--memory <mebibytes>', 'how much it may keep (default: three quarters of the heap of Node.js)', Number);
}

/** The flag that says what becomes of hosts of others. */
export const otherHosts = (byDefault: string): Option =>
  new Option(
    '--other-hosts <what>',
    `hosts that are not Google's, for clients whose proxy it is (default: ${byDefault})`,
  ).choices(OTHER_HOSTS);
