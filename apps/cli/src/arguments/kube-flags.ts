import type { Command } from 'commander';
import type { KubeSource } from '../kubernetes/kube-source.ts';

/** The flags by which an API server is read in place of files. */
export const addKubeOptions = (command: Command): Command =>
  addApiServerOptions(
    command.option(
      '--kube',
      'read services, nodes and what bears on them from a Kubernetes API server, in place of files',
    ),
  ).hook('preAction', requireOneSource);

/** The flags that say which part of which API server is read. */
export const addApiServerOptions = (command: Command): Command =>
  command
    .option(
      '--kubeconfig <file>',
      'kubeconfig that says where the API server is (default: as for kubectl, and in a Pod its service account)',
    )
    .option('--context <name>', 'context of the kubeconfig (default: its current one)')
    .option('--namespace <name>', 'only services of this namespace (default: of all)')
    .option('--selector <selector>', 'only services with these labels: app=web,tier!=db');

function requireOneSource(command: Command): void {
  const { kube, from, nodes, ...rest } = command.opts<
    KubeSource & { readonly from?: readonly string[]; readonly nodes?: string }
  >();
  const files = [...(from === undefined ? [] : ['--from']), ...(nodes === undefined ? [] : ['--nodes'])];
  if (kube === true && files.length > 0) {
    command.error(`--kube reads services and nodes from the API server; leave out ${files.join(' and ')}`);
  }
  const given = (['kubeconfig', 'context', 'namespace', 'selector'] as const).find((name) => rest[name] !== undefined);
  if (kube !== true && given !== undefined) command.error(`--${given} says what --kube reads; add --kube`);
}
