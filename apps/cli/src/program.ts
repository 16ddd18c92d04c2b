import { Argument, Command, Option } from 'commander';
import { addKubeOptions } from './arguments/kube-flags.ts';
import {
  addChangeOptions,
  addCloudOptions,
  addClusterOptions,
  addConnectionOptions,
  addControllerOptions,
  addPoolOptions,
  addPreflightOption,
  addRemovalOptions,
  addRunOptions,
  addSourceOptions,
} from './arguments/pool-flags.ts';
import { addSim, addSimCommands } from './arguments/sim-flags.ts';
import { addSnapshotCommands } from './arguments/snapshot-flags.ts';
import { collect, collectPorts, parseProject, parseSeconds } from './arguments/values.ts';
import type { ChangeOptions, PoolOptions, RemovalFlags, StandingPoolOptions } from './pool/pool-options.ts';
import type { ApplyOptions } from './commands/apply.ts';
import type { ControllerOptions } from './commands/controller.ts';
import type { Shell } from './commands/completion.ts';
import type { PermissionsOptions } from './commands/permissions.ts';
import type { PlanOptions } from './commands/plan.ts';
import type { RunOptions } from './commands/run.ts';
import type { ShutdownOptions } from './commands/shutdown.ts';
import type { Io } from './io.ts';
import { CLOUD_COMMANDS } from './permissions/command-methods.ts';
import type { CloudCommand } from './permissions/command-methods.ts';
import { usageFailure } from './failure.ts';
import { ownVersion } from './own-version.ts';
import type { Finish } from './command-result.ts';

interface OutputOption {
  readonly output: 'text' | 'json';
}

type StatusOptions = StandingPoolOptions & OutputOption & { readonly watch?: number };

/**
 * The command line, declared, as far as arguments that begin with `first` need it. A command loads what it needs when it runs:
 * the simulator's server starts without the Google client, which takes a second to import.
 */
export function createProgram(io: Io, finish: Finish, first?: string): Command {
  const program = new Command('gcepool')
    .description('Keeps Kubernetes nodePort services in step with GCE backend services, and serves a simulator of GCE.')
    .version(ownVersion())
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.print(text.trimEnd()), outputError: () => undefined });
  // Test suites wait for this one, and would for the declaration of all others.
  if (first === 'sim') addSim(program, io, finish);
  else addCommands(program, io, finish);
  return program;
}

function addCommands(program: Command, io: Io, finish: Finish): void {
  addPoolOptions(program.command('sync').description('bring the cloud in step with the services of a cluster'))
    .option('--gc', 'also delete the backends whose services are gone')
    .action(async (options: PoolOptions & OutputOption) => {
      const { sync } = await import('./commands/sync.ts');
      finish(await sync(options, io), options.output);
    });

  addPoolOptions(program.command('plan').description('show what sync would do and why, and change nothing'))
    .option('--gc', 'also show which backends sync --gc would delete')
    .option('--out <file>', 'also write the plan to this file, for gcepool apply')
    .option('--html <file>', 'also write the plan to this file as a page: before and after, with reasons')
    .option('--open', 'also open that page, in a file of its own where --html names none')
    .option('--exit-code', 'end with status 2 where there are changes')
    .action(async (options: PlanOptions & OutputOption) => {
      const { plan } = await import('./commands/plan.ts');
      finish(await plan(options, io), options.output);
    });

  addPreflightOption(
    addConnectionOptions(
      program
        .command('apply')
        .description('carry out a plan of gcepool plan --out, if nothing of it has changed since'),
    ),
  )
    .argument('<PLAN>', 'the file')
    .action(async (file: string, options: ApplyOptions & OutputOption) => {
      const { apply } = await import('./commands/apply.ts');
      finish(await apply(file, options, io), options.output);
    });

  addPoolOptions(
    program
      .command('reconcile')
      .description('sync and gc in one: make the services of a cluster, and nothing else of it, served'),
  ).action(async (options: PoolOptions & OutputOption) => {
    const { reconcile } = await import('./commands/reconcile.ts');
    finish(await reconcile(options, io), options.output);
  });

  addRunOptions(addPoolOptions(program.command('run').description('keep reconciling until interrupted'))).action(
    async (options: RunOptions) => {
      const { run } = await import('./commands/run.ts');
      finish(await run(options, io), options.output);
    },
  );

  addControllerOptions(
    addClusterOptions(
      program
        .command('controller')
        .description('keep reconciling by what a Kubernetes API server says, in one of several processes at a time'),
    ),
  ).action(async (options: ControllerOptions) => {
    const { controller } = await import('./commands/controller.ts');
    finish(await controller(options, io), options.output);
  });

  addKubeOptions(addCloudOptions(program.command('status').description('show how healthy backends are')))
    .addArgument(
      ports(
        '[PORT...]',
        'nodePorts to look at (default: every backend of the cluster; with --kube every port that is to be served)',
      ),
    )
    .addOption(
      new Option(
        '--watch [seconds]',
        'look again so often (default: 5), and draw over what was there, until interrupted',
      )
        .argParser(parseSeconds)
        .preset('5'),
    )
    .action(async (nodePorts: readonly number[] | undefined, options: StatusOptions) => {
      const { watch } = options;
      if (watch !== undefined) {
        const { watchStatus } = await import('./commands/watch-status.ts');
        return watchStatus(nodePorts ?? [], { ...options, watch }, io);
      }
      const { status } = await import('./commands/status.ts');
      finish(await status(nodePorts ?? [], options, io), options.output);
    });

  addCloudOptions(program.command('list').description('list the backends of the cluster')).action(
    async (options: StandingPoolOptions & OutputOption) => {
      const { list } = await import('./commands/list.ts');
      finish(await list(options), options.output);
    },
  );

  addSourceOptions(
    addRemovalOptions(
      addCloudOptions(program.command('gc').description('delete the backends whose services are gone')),
    ),
    'services to keep: Kubernetes YAML or JSON, - for standard input (repeatable)',
  ).action(async (options: RemovalFlags & OutputOption) => {
    const { gc } = await import('./commands/gc.ts');
    finish(await gc(options, io), options.output);
  });

  addChangeOptions(addCloudOptions(program.command('delete').description('delete backends by nodePort')))
    .addArgument(ports('<PORT...>', 'nodePorts whose backends are to be deleted'))
    .action(async (nodePorts: readonly number[], options: ChangeOptions & OutputOption) => {
      const { deletePorts } = await import('./commands/delete.ts');
      finish(await deletePorts(nodePorts, options, io), options.output);
    });

  addChangeOptions(addCloudOptions(program.command('shutdown').description('delete everything that the cluster owns')))
    .option('--yes', 'do not ask, and delete however much it is')
    .action(async (options: ShutdownOptions & OutputOption) => {
      const { shutdown } = await import('./commands/shutdown.ts');
      finish(await shutdown(options, io), options.output);
    });

  program
    .command('permissions')
    .description('list the IAM permissions that commands need, or print the least role that has them')
    .addArgument(
      new Argument('[COMMAND...]', 'which commands: pool for all, which is the default').choices([
        'pool',
        ...CLOUD_COMMANDS,
      ]),
    )
    .option(
      '--from-log <log>',
      'what the calls of a log needed instead: URL of a running simulator, or a file that sim --log json or record wrote',
    )
    .option('--user <email>', 'only calls of this user; with --from-log')
    .option('--role <role>', 'predefined role to compare with (repeatable); with --from-log', collect)
    .option('--nodes', 'groups follow nodes')
    .option('--security-policies', 'security policies are put before ports')
    .option('--project <id>', 'project of the role', parseProject)
    .addOption(
      new Option('--format <form>', 'a list, or a role for gcloud or for Terraform')
        .choices(['text', 'json', 'yaml', 'terraform'])
        .default('text'),
    )
    .action(async (commands: readonly (CloudCommand | 'pool')[] | undefined, options: PermissionsOptions) => {
      const { permissions, permissionsFromLog } = await import('./commands/permissions.ts');
      const { fromLog, format } = options;
      if (fromLog !== undefined && commands !== undefined && commands.length > 0) {
        throw usageFailure(
          `--from-log tells what the calls of a log needed, of whatever program: leave out ${commands.join(', ')}`,
        );
      }
      const told =
        fromLog === undefined ? permissions(commands ?? [], options) : await permissionsFromLog(fromLog, options);
      finish(told, format === 'json' ? 'json' : 'text');
    });

  program
    .command('completion')
    .description('print a script that completes command lines: source <(gcepool completion bash)')
    .addArgument(new Argument('<SHELL>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: Shell) => {
      const { completion } = await import('./commands/completion.ts');
      for (const line of completion(program, shell)) io.print(line);
    });

  addSimCommands(program, io, finish);
  addSnapshotCommands(program, io, finish);

  program
    .command('replay')
    .description(
      'do again what a report says, and tell which call is answered otherwise, but for what --iam, limits or faults answered; or a kept history of the conformance laws, and tell which law it breaks',
    )
    .argument('<FILE>', 'what gcepool report wrote, also with gzip; or a history, as JSON')
    .addOption(new Option('--output <form>', 'form of the output').choices(['text', 'json']).default('text'))
    .action(async (file: string, options: OutputOption) => {
      const { replay } = await import('./commands/replay.ts');
      finish(await replay(file), options.output);
    });

  program
    .command('demo')
    .description('show the main job on a small shop, against the embedded simulator')
    .action(async () => {
      const { demo } = await import('./commands/demo.ts');
      await demo(io);
    });
}

const ports = (name: string, description: string): Argument => new Argument(name, description).argParser(collectPorts);
