import { enumeration, messageOf, pathOf } from '@gcepool/core/internal';
import { remarkLines } from '@gcepool/kubernetes';
import { chooseCloud, describeCloud } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { OpenCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { Io } from '../io.ts';
import { refusals } from '../kubernetes/cluster.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import { healthLines, reasonLines } from '../output/health-lines.ts';
import { changedCheckLine, readChangedChecks } from '../pool/changed-checks.ts';
import { readBackends } from '../pool/backend-health.ts';
import type { BackendHealth } from '../pool/backend-health.ts';
import { listOwnBackends } from '../pool/own-backends.ts';
import type { StandingPoolOptions } from '../pool/pool-options.ts';
import { openPool } from '../pool/pool-session.ts';
import type { PoolSession } from '../pool/pool-session.ts';

/** Shows the health of the backends of these nodePorts; of those that are to be served, where the API server is read, or of all of the cluster. */
export async function status(
  given: readonly number[],
  options: StandingPoolOptions,
  io: Pick<Io, 'remark'>,
): Promise<CommandResult> {
  return withCloud(chooseCloud(options, 'status'), (open) => statusOn(open, given, options, io));
}

/** The same on a cloud that is open. */
export async function statusOn(
  open: OpenCloud,
  given: readonly number[],
  options: StandingPoolOptions,
  io: Pick<Io, 'remark'>,
): Promise<CommandResult> {
  const { choice } = open;
  const nodePorts = given.length === 0 && options.kube === true ? await wantedPorts(options, io) : given;
  const session = openPool(open, options);
  const callsBefore = session.apiCalls();
  const [backends, checks] = await Promise.all([
    readBackends(session, nodePorts),
    readChangedChecks(session, nodePorts),
  ]);
  if (typeof checks === 'string') io.remark(`note: ${checks}`);
  const changedChecks = typeof checks === 'string' ? [] : checks;
  const found = new Set(backends.map(({ nodePort }) => nodePort));
  const missing = nodePorts.filter((nodePort) => !found.has(nodePort));
  const others = missing.length === 0 ? [] : await listOwnBackends(session);
  return {
    document: {
      command: 'status',
      cloud: choice,
      cluster: options.cluster,
      backends: backends.map((backend) => healthDocument(backend)),
      changedChecks,
      missing,
      apiCalls: session.apiCalls() - callsBefore,
    },
    lines: (style) => [
      `on ${describeCloud(choice)}`,
      ...(nodePorts.length === 0 && backends.length === 0
        ? ['no backends of this cluster']
        : healthLines(backends, style)),
      ...reasonLines(backends, style),
      ...changedChecks.map((each) => changedCheckLine(each)),
    ],
    ...(missing.length > 0 && { failure: missingFailure(session, missing, others) }),
  };
}

/** The nodePorts that the services of the API server ask for; and why others are not to be served. */
async function wantedPorts(options: StandingPoolOptions, io: Pick<Io, 'remark'>): Promise<readonly number[]> {
  const cluster = await readCluster(options);
  for (const line of [...remarkLines(cluster.remarks), ...refusals(cluster)]) io.remark(line);
  return cluster.ports.map(({ nodePort }) => nodePort);
}

function healthDocument({ nodePort, name, service, groups, healthy, total }: BackendHealth): object {
  return {
    nodePort,
    name,
    ...(service && { service: service.name, servicePort: service.port }),
    healthy,
    total,
    groups: groups.map(({ group, members, error, why, ...counts }) => ({
      group: pathOf(group),
      ...counts,
      members: members.map(({ instance, ...member }) => ({ instance: pathOf(instance), ...member })),
      ...(why !== undefined && { why }),
      ...(error !== undefined && { error: messageOf(error) }),
    })),
  };
}

function missingFailure(
  { namer }: PoolSession,
  missing: readonly number[],
  present: readonly { readonly nodePort: number }[],
): string {
  const names = missing.map((nodePort) => namer.backend(nodePort)).join(', ');
  const others = enumeration(present.map(({ nodePort }) => String(nodePort)));
  const has =
    others === ''
      ? 'this cluster has no backends at all; check --cluster'
      : `this cluster has ${others}; see gcepool list`;
  return `status: no backend service ${names} for nodePort ${missing.join(', ')}; ${has}`;
}
