import { Option } from 'commander';
import type { Command } from 'commander';
import type { CloudOptions } from '../cloud/choose-cloud.ts';
import type { RunOptions } from '../commands/run.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import { addApiServerOptions, addKubeOptions } from './kube-flags.ts';
import {
  collect,
  collectSelectors,
  collectZones,
  parseCluster,
  parseCount,
  parseEndpoint,
  parseHealthyWithin,
  parseListenPort,
  parsePercent,
  parseProject,
  parseSeconds,
} from './values.ts';

/** The flags of a command that brings the cloud in step with a cluster. */
export const addPoolOptions = (command: Command): Command =>
  addClusterOptions(
    addSourceOptions(command, 'services: Kubernetes YAML or JSON, - for standard input (repeatable)').option(
      '--nodes <file>',
      'nodes, as `kubectl get nodes -o json` prints them: groups follow them',
    ),
  ).hook('preAction', requirePoolOptions);

/** The same flags without those that say where the cluster is read from. */
export const addClusterOptions = (command: Command): Command =>
  addRemovalOptions(
    addCloudOptions(
      command.option(
        '--zones <zones>',
        'zones of the cluster, separated by commas (default: those of the nodes)',
        collectZones,
      ),
    ),
  )
    .addOption(
      new Option(
        '--health-checks <policy>',
        'settings of health checks that were made by hand are adopted (kept), or undone',
      )
        .choices(['adopt', 'enforce'])
        .default('adopt'),
    )
    .option(
      '--healthy-within <seconds>',
      'how long members of groups are kept for those that replace them to be healthy (default: 120), or none: changed health checks are not watched either',
      parseHealthyWithin,
    )
    .option('--retry-health-checks', 'try changes of health checks again that endpoints did not pass before');

/** The flags that say which services are the pool's. */
export const addSourceOptions = (command: Command, from: string): Command =>
  addSelectOption(addKubeOptions(command.option('--from <file>', from, collect))).option(
    '--strict',
    'refuse all where one item of the input cannot be used',
  );

const addSelectOption = (command: Command): Command =>
  command.option(
    '--select <selector>',
    'only these services and ports, as for kubectl: app=web,spec.type=NodePort,spec.ports.name in (http,https)',
    collectSelectors,
  );

// Not `requiredOption`: that complains of what is missing before it names the flag that was mistyped.
function requirePoolOptions(command: Command): void {
  const { kube, from } = command.opts<Partial<PoolOptions>>();
  if (kube === true || from !== undefined) return;
  command.error(
    '--from FILE or --kube is needed: the services, such as `kubectl get services -A -o json` prints them, or where they are',
  );
}

/** The flags of every command that speaks to a cloud. */
export const addConnectionOptions = (command: Command): Command =>
  command
    .option('--patience <duration>', 'outlast failures of the cloud for so long in all (default: 150)', parseSeconds)
    .addOption(new Option('--output <form>', 'form of the output').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'YAML or JSON file of flags by their names; GCEPOOL_… and flags win over it');

/** The flags that say which cloud, which cluster, and how to print. */
export const addCloudOptions = (command: Command): Command =>
  addConnectionOptions(
    command
      .option('--project <id>', 'project that holds the backends', parseProject)
      .option('--cluster <uid>', 'uid at the end of the names of all that the cluster owns', parseCluster, '')
      .addOption(
        new Option('--cloud <cloud>', 'embedded simulator or Google Compute Engine (default: sim)').choices([
          'sim',
          'gce',
        ]),
      )
      .option(
        '--endpoint <url>',
        'Compute endpoint other than Google’s, such as a running `gcepool sim`',
        parseEndpoint,
      )
      .option('--state <file>', 'file that keeps the state of the embedded simulator between commands'),
  ).hook('preAction', requireCluster);

// On a project that others may use the names decide what is ours, so what they end in has to be said. That an endpoint is on this
// machine says nothing: it may be a simulator of several, or lead to a real project.
function requireCluster(command: Command): void {
  const { cloud, endpoint, cluster } = command.opts<CloudOptions & { cluster: string }>();
  const isShared = endpoint !== undefined || cloud === 'gce';
  if (!isShared || cluster !== '' || command.getOptionValueSource('cluster') === 'cli') return;
  command.error(
    "--cluster UID is needed on a project that others may use: without one every k8s-be-PORT in it would count as this cluster's own; " +
      "--cluster '' says that this is meant",
  );
}

/** The flag of a command that asks for its permissions first. */
export const addPreflightOption = (command: Command): Command =>
  command.option('--no-preflight', 'do not look for missing permissions before anything is changed');

/** The flags of a command that changes the cloud. */
export const addChangeOptions = (command: Command): Command =>
  addPreflightOption(command)
    .option('--dry-run', 'show what would be done and why, and change nothing')
    .addOption(
      new Option(
        '--adopt <policy>',
        'resources of the right name that bear no mark are taken over, also those of Kubernetes’ own controllers, or all are left and reported',
      )
        .choices(['by-name', 'kubernetes', 'never'])
        .default('by-name'),
    );

/** The flags of a command that deletes what is no longer desired. */
export const addRemovalOptions = (command: Command): Command =>
  addChangeOptions(command)
    .option('--max-delete <count>', 'delete nothing where more ports, nodes or zones than this would go', parseCount)
    .option('--max-delete-percent <percent>', 'delete nothing where a larger share of them would go', parsePercent)
    .option('--force', 'delete however many they are (without: half of them, and one always)')
    .addOption(
      new Option('--named-ports <policy>', 'whether groups stop naming the ports that go')
        .choices(['keep', 'prune'])
        .default('keep'),
    );

/** The flags of a command that goes on by files until it is told to stop. */
export const addRunOptions = (command: Command): Command =>
  addLoopOptions(command.option('--watch', 'reconcile at once when a file changes')).hook('preAction', requireOccasion);

/** The flags of a command that goes on by an API server, beside others like it. */
export const addControllerOptions = (command: Command): Command =>
  addLoopOptions(addSelectOption(addApiServerOptions(command)))
    .option('--lease <name>', 'Lease by which one of several is elected (default: gcepool-UID of the cluster)')
    .option('--lease-namespace <name>', 'namespace of the Lease (default: that of the context, or of the Pod)')
    .addOption(seconds('--lease-duration <seconds>', 'a Lease that is not renewed for so long is free', 15_000))
    .addOption(seconds('--renew-deadline <seconds>', 'a leader that could not renew for so long gives up', 10_000))
    .addOption(seconds('--retry-period <seconds>', 'how often the Lease is renewed, or looked at', 2_000))
    .addOption(
      new Option(
        '--report <what>',
        'what is written on Services: Events and an annotation of what serves them, Events alone, or nothing',
      )
        .choices(['all', 'events', 'none'])
        .default('all'),
    )
    .option('--finalizer', 'let a Service that is deleted stay until its backends are gone');

const addLoopOptions = (command: Command): Command =>
  command
    .addOption(seconds('--interval <seconds>', 'reconcile so often, 0 for only when something changes', 60_000))
    .addOption(seconds('--grace <seconds>', 'delete a backend only when its service has been gone for so long', 0))
    .option(
      '--retire-zones-after <seconds>',
      'take away the group of a zone that is no longer one of the cluster’s for so long',
      parseSeconds,
    )
    .addOption(seconds('--trust <seconds>', 'look at the cloud anew no more often than this, unless there is work', 0))
    .addOption(seconds('--stop-within <seconds>', 'how long changes under way may take to finish on SIGTERM', 25_000))
    .addOption(
      new Option(
        '--log-level <level>',
        'events that are told of: failures alone, runs, or every step and repeated call',
      )
        .choices(['error', 'info', 'debug'])
        .default('info'),
    )
    .option(
      '--health-port <port>',
      'serve /healthz, /readyz and /metrics on this port, 0 for any free one',
      parseListenPort,
    )
    .option('--health-host <address>', 'address to serve them on', '127.0.0.1')
    .addOption(
      new Option(
        '--console [port]',
        `show the loop to browsers of this machine, on this port or on ${CONSOLE_PORT}; 0 for any free one`,
      )
        .argParser(parseListenPort)
        .preset(String(CONSOLE_PORT)),
    );

/** Beside those of `gcepool sim` and `gcepool record`. */
const CONSOLE_PORT = 4082;

const seconds = (flags: string, description: string, defaultMs: number): Option =>
  new Option(flags, description).argParser(parseSeconds).default(defaultMs, String(defaultMs / 1_000));

function requireOccasion(command: Command): void {
  const { watch, interval, kube } = command.opts<RunOptions>();
  if (interval !== 0 || watch === true) return;
  command.error(
    kube === true
      ? '--interval 0 leaves nothing to run for: with --kube, say how often to look, or use gcepool controller, which the API server tells of changes'
      : '--interval 0 leaves nothing to run for; add --watch',
  );
}
