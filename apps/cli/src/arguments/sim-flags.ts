import type { Command } from 'commander';
import { Argument, Option } from 'commander';
import { SCRIPT_FORMS } from '@gcepool/sim/options';
import type { ClientName } from '../commands/client-environment.ts';
import { API_VERSIONS, CLIENT_NAMES } from '../commands/client-environment.ts';
import type { CompareOptions } from '../commands/compare.ts';
import type { ExecOptions } from '../commands/exec.ts';
import type { OnSimulatorOptions } from '../commands/on-simulator.ts';
import type { RecordOptions } from '../commands/record.ts';
import type { ReportOptions } from '../commands/report.ts';
import type { SimEnvOptions } from '../commands/sim-env.ts';
import type { SimScriptOptions } from '../commands/sim-script.ts';
import type { SimOptions } from '../commands/sim.ts';
import type { Io } from '../io.ts';
import type { Finish } from '../command-result.ts';
import { addAddressOptions } from './address-flags.ts';
import { addBackground } from './background-flags.ts';
import { addExplore } from './explore-flags.ts';
import { addServeOptions, otherHosts } from './serve-flags.ts';
import { parseCount, parseEndpoint, parseListenPort, parseProject } from './values.ts';

/** Declares the commands of the simulator and of recorded traffic. */
export function addSimCommands(program: Command, io: Io, finish: Finish): void {
  addSim(program, io, finish);
  addGcloud(program);
  addTerraform(program);
  addExec(program, io);
  addExplore(program, io, finish);
  addReport(program, finish);
  addRecordings(program, io, finish);
}

/** Declares the simulator's server, and what is asked of one that runs. */
export function addSim(program: Command, io: Io, finish: Finish): void {
  const sim = addServeOptions(
    program.command('sim').description('serve a simulator of the Compute Engine API until interrupted'),
  )
    .addOption(new Option('--background <folder>', 'where it answers for its process').hideHelp())
    .action(async (options: SimOptions) => {
      const { sim: serve } = await import('../commands/sim.ts');
      await serve(options, io);
    });

  // What follows `env` and the others is their own: they have flags of the same names.
  program.enablePositionalOptions();
  sim.enablePositionalOptions();
  addSimEnv(sim, io);
  addSimScript(sim, io);
  addBackground(sim, io, finish);
}

function addSimEnv(sim: Command, io: Io): void {
  addAddress(sim.command('env').description('print what clients need to find a running simulator'))
    .addOption(new Option('--shell', 'as commands of a POSIX shell (default)').conflicts('json'))
    .option('--json', 'as one JSON document')
    .addOption(new Option('--api-version <version>', 'of the API that they ask').choices(API_VERSIONS).default('v1'))
    .addArgument(new Argument('[client]', 'which client (default: all)').choices(CLIENT_NAMES))
    .action(async (client: ClientName | undefined, options: SimEnvOptions) => {
      const { simEnv } = await import('../commands/sim-env.ts');
      await simEnv(client, options, io);
    });
}

function addSimScript(sim: Command, io: Io): void {
  addAddressOptions(
    sim
      .command('script')
      .description('print the calls that changed a running simulator, as a script that does the same'),
  )
    .addOption(new Option('--as <form>', 'what it is written in').choices(SCRIPT_FORMS).default('curl'))
    .option('--since <mark>', 'only calls after this one, by their sequence in the log', parseCount)
    .option('--until <mark>', 'only calls up to this one', parseCount)
    .action(async (options: SimScriptOptions) => {
      const { simScript } = await import('../commands/sim-script.ts');
      await simScript(options, io);
    });
}

function addReport(program: Command, finish: Finish): void {
  addAddressOptions(
    program
      .command('report')
      .description(
        'write down what a simulator was asked and what it answered, with stand-ins for names and secrets, for a report of a bug; of whom --iam names there is nothing in it',
      ),
  )
    .addOption(new Option('--admin-token <token>', 'what its control plane asks for').env('GCEPOOL_ADMIN_TOKEN'))
    .option('--data <folder>', 'of the simulator that was kept in this folder, and does not run')
    .option('--out <file>', 'file to write; with .gz at the end it is compressed', 'gcepool-report.json')
    .addOption(new Option('--output <form>', 'form of the output').choices(['text', 'json']).default('text'))
    .action(async (options: ReportOptions & { readonly output: 'text' | 'json' }) => {
      const { report } = await import('../commands/report.ts');
      finish(await report(options), options.output);
    });
}

function addGcloud(program: Command): void {
  addAddress(program.command('gcloud').description('run gcloud against a running simulator'))
    .option('--start', 'start a simulator for this one command, instead of using one that runs')
    .argument('<args...>', 'what gcloud is given, after --: compute instances list')
    .action(async (args: readonly string[], options: OnSimulatorOptions) => {
      const { gcloud } = await import('../commands/gcloud.ts');
      await gcloud(args, options);
    });
}

function addTerraform(program: Command): void {
  addAddress(program.command('terraform').description('run Terraform against a running simulator'))
    .option('--start', 'start a simulator for this one command, instead of using one that runs')
    .argument('<args...>', 'what Terraform is given, after --: plan')
    .action(async (args: readonly string[], options: OnSimulatorOptions) => {
      const { terraform } = await import('../commands/terraform.ts');
      await terraform(args, options);
    });
}

function addExec(program: Command, io: Io): void {
  addAddress(
    program
      .command('exec')
      .description('run any program, of any language, with a simulator in the place of Google')
      .passThroughOptions(),
  )
    .option('--start', 'start a simulator for this one program, instead of using one that runs')
    .addOption(otherHosts('passed'))
    .argument('<command...>', 'the program and its arguments, after --: python3 deploy.py')
    .action(async (command: readonly string[], options: ExecOptions) => {
      const { exec } = await import('../commands/exec.ts');
      await exec(command, options, io);
    });
}

function addRecordings(program: Command, io: Io, finish: Finish): void {
  program
    .command('record')
    .description('pass requests on to a Compute endpoint, and write down what it answers')
    .requiredOption('--out <file>', 'file that the exchanges are added to, one JSON document a line')
    .option(
      '--upstream <url>',
      'endpoint to pass requests on to',
      parseEndpoint,
      new URL('https://compute.googleapis.com'),
    )
    .option('--port <port>', 'port to listen on, 0 for any free one', parseListenPort, 4081)
    .action(async (options: RecordOptions) => {
      const { record } = await import('../commands/record.ts');
      await record(options, io);
    });

  program
    .command('compare')
    .description('send recorded requests to a fresh simulator, and show where its answers differ')
    .argument('<file...>', 'files that record wrote')
    .addOption(new Option('--output <form>', 'form of the output').choices(['text', 'json']).default('text'))
    .action(async (files: readonly string[], options: CompareOptions) => {
      const { compare } = await import('../commands/compare.ts');
      finish(await compare(files), options.output);
    });
}

const addAddress = (command: Command): Command =>
  addAddressOptions(command).option('--project <id>', 'project that clients work in', parseProject, 'gcepool-sim');
