import { readFileSync } from 'node:fs';
import { Argument, Command, Option } from 'commander';
import {
  collect,
  collectPorts,
  parseCluster,
  parseEndpoint,
  parseListenPort,
  parseProject,
  parseZones,
} from './arguments/values.ts';
import type { CloudOptions } from './cloud/choose-cloud.ts';
import { isLoopback } from './cloud/choose-cloud.ts';
import type { PoolOptions, StandingPoolOptions } from './commands/pool-options.ts';
import type { SimOptions } from './commands/sim.ts';
import type { Io } from './io.ts';
import type { CommandResult } from './command-result.ts';

interface OutputOption {
  readonly output: 'text' | 'json';
}

/** Prints what a command leaves behind, in the form that was asked for. */
export type Finish = (result: CommandResult, output: 'text' | 'json') => void;

/**
 * The command line, declared. A command loads what it needs when it runs: the simulator's server starts without the Google
 * client, which takes a second to import.
 */
export function createProgram(io: Io, finish: Finish): Command {
  const program = new Command('gcepool')
    .description('Keeps Kubernetes nodePort services in step with GCE backend services, and serves a simulator of GCE.')
    .version(ownVersion())
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.print(text.trimEnd()), outputError: () => undefined });

  addPoolOptions(program.command('sync').description('bring the cloud in step with the services of a cluster'))
    .option('--gc', 'also delete the backends whose services are gone')
    .action(async (options: PoolOptions & OutputOption) => {
      const { sync } = await import('./commands/sync.ts');
      finish(await sync(options, io), options.output);
    });

  addPoolOptions(program.command('plan').description('show what sync would do and why, and change nothing'))
    .option('--gc', 'also show which backends sync --gc would delete')
    .action(async (options: PoolOptions & OutputOption) => {
      const { plan } = await import('./commands/plan.ts');
      finish(await plan(options, io), options.output);
    });

  addCloudOptions(program.command('status').description('show how healthy backends are'))
    .addArgument(ports('[PORT...]', 'nodePorts to look at (default: every backend of the cluster)'))
    .action(async (nodePorts: readonly number[] | undefined, options: StandingPoolOptions & OutputOption) => {
      const { status } = await import('./commands/status.ts');
      finish(await status(nodePorts ?? [], options), options.output);
    });

  addCloudOptions(program.command('list').description('list the backends of the cluster')).action(
    async (options: StandingPoolOptions & OutputOption) => {
      const { list } = await import('./commands/list.ts');
      finish(await list(options), options.output);
    },
  );

  addCloudOptions(program.command('gc').description('delete the backends whose services are gone'))
    .option('--from <file>', 'services to keep: Kubernetes YAML or JSON, - for standard input (repeatable)', collect)
    .action(async (options: StandingPoolOptions & OutputOption) => {
      const { gc } = await import('./commands/gc.ts');
      finish(await gc(options, io), options.output);
    });

  addCloudOptions(program.command('delete').description('delete backends by nodePort'))
    .addArgument(ports('<PORT...>', 'nodePorts whose backends are to be deleted'))
    .action(async (nodePorts: readonly number[], options: StandingPoolOptions & OutputOption) => {
      const { deletePorts } = await import('./commands/delete.ts');
      finish(await deletePorts(nodePorts, options, io), options.output);
    });

  addCloudOptions(program.command('shutdown').description('delete everything that the cluster owns')).action(
    async (options: StandingPoolOptions & OutputOption) => {
      const { shutdown } = await import('./commands/shutdown.ts');
      finish(await shutdown(options), options.output);
    },
  );

  program
    .command('sim')
    .description('serve a simulator of the Compute Engine API until interrupted')
    .option('--port <port>', 'port to listen on, 0 for any free one', parseListenPort, 4080)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--seed <text>', 'where its ids come from: the same seed and requests give the same answers')
    .addOption(
      new Option('--clock <clock>', 'what operations wait for').choices(['instant', 'real']).default('instant'),
    )
    .addOption(
      new Option('--auth <auth>', 'whether requests need a token, of which any will do')
        .choices(['none', 'required'])
        .default('none'),
    )
    .option('--tolerant', 'let unknown fields in bodies pass instead of refusing them')
    .action(async (options: SimOptions) => {
      const { sim } = await import('./commands/sim.ts');
      await sim(options, io);
    });

  program
    .command('demo')
    .description('show the main job on a small shop, against the embedded simulator')
    .action(async () => {
      const { demo } = await import('./commands/demo.ts');
      await demo(io);
    });

  return program;
}

const ports = (name: string, description: string): Argument => new Argument(name, description).argParser(collectPorts);

const addPoolOptions = (command: Command): Command =>
  addCloudOptions(
    command
      .option('--from <file>', 'services: Kubernetes YAML or JSON, - for standard input (repeatable)', collect)
      .option('--zones <zones>', 'zones of the cluster, separated by commas', parseZones)
      .option('--nodes <file>', 'nodes, as `kubectl get nodes -o json` prints them: groups follow them'),
  ).hook('preAction', requirePoolOptions);

// Not `requiredOption`: that complains of what is missing before it names the flag that was mistyped.
function requirePoolOptions(command: Command): void {
  const { from, zones } = command.opts<Partial<PoolOptions>>();
  if (from === undefined) {
    command.error('--from FILE is needed: the services, such as `kubectl get services -A -o json` prints them');
  }
  if (zones === undefined) command.error('--zones is needed: where the nodes are, such as us-central1-a,us-central1-b');
}

const addCloudOptions = (command: Command): Command =>
  command
    .option('--project <id>', 'project that holds the backends', parseProject)
    .option('--cluster <uid>', 'uid at the end of the names of all that the cluster owns', parseCluster, '')
    .addOption(
      new Option('--cloud <cloud>', 'embedded simulator or Google Compute Engine (default: sim)').choices([
        'sim',
        'gce',
      ]),
    )
    .option('--endpoint <url>', 'Compute endpoint other than Google’s, such as a running `gcepool sim`', parseEndpoint)
    .option('--state <file>', 'file that keeps the state of the embedded simulator between commands')
    .addOption(new Option('--output <form>', 'form of the output').choices(['text', 'json']).default('text'))
    .hook('preAction', requireCluster);

// On a real project the names decide what is ours, so what they end in has to be said.
function requireCluster(command: Command): void {
  const { cloud, endpoint, cluster } = command.opts<CloudOptions & { cluster: string }>();
  const isReal = endpoint === undefined ? cloud === 'gce' : !isLoopback(endpoint);
  if (!isReal || cluster !== '' || command.getOptionValueSource('cluster') === 'cli') return;
  command.error(
    "--cluster UID is needed on a real project: without one every k8s-be-PORT in it would count as this cluster's own; " +
      "--cluster '' says that this is meant",
  );
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  // Our own package.json: npm refuses one without a version.
  return (manifest as { readonly version: string }).version;
}
