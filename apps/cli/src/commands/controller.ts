import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { Namer } from '@gcepool/core';
import { FollowedCluster, LeaderElection, ServiceFinalizer, ServiceReports } from '@gcepool/kubernetes';
import type { ApiServer, KubernetesObject } from '@gcepool/kubernetes';
import { projectOfNodes } from '../cloud/choose-cloud.ts';
import { gcePackage } from '../cloud/gce-package.ts';
import type { CommandResult } from '../command-result.ts';
import { usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { ClusterReporter } from '../kubernetes/cluster-reporter.ts';
import type { Reported } from '../kubernetes/cluster-reporter.ts';
import { clusterOfObjects, readKubeCluster } from '../kubernetes/kube-cluster.ts';
import { connectKube } from '../kubernetes/kube-source.ts';
import { finalizerName, ServiceCleanup } from '../kubernetes/service-cleanup.ts';
import { controllerLines } from '../output/controller-lines.ts';
import type { ControllerEvent } from '../output/controller-lines.ts';
import { keepReconciling } from './keep-reconciling.ts';
import type { LongRun, LongRunOptions, RunWorld, Turn } from './keep-reconciling.ts';

/** The flags of `gcepool controller`. Times are in milliseconds. */
export interface ControllerOptions extends LongRunOptions {
  readonly lease?: string;
  readonly leaseNamespace?: string;
  readonly leaseDuration: number;
  readonly renewDeadline: number;
  readonly retryPeriod: number;
  readonly report: Reported;
  /** A Service that is deleted stays until its backends are gone. */
  readonly finalizer?: boolean;
}

/** Keeps reconciling by what an API server says, in one of several processes at a time, until told to stop. */
export async function controller(
  flags: ControllerOptions,
  io: Io,
  world: RunWorld = {},
): Promise<CommandResult | undefined> {
  const options: ControllerOptions = { ...flags, kube: true };
  const { systemClock } = await gcePackage();
  const api = await connectKube(options);
  if (options.dryRun === true) {
    return keepReconciling(options, { command: 'controller', read: () => readKubeCluster(options) }, io, world);
  }
  const clock = world.clock ?? systemClock;
  const { tell, goesOn } = teller(options, io, world);
  const end = new AbortController();
  let request: ((reason: string) => void) | undefined;
  const cluster = new FollowedCluster({
    api,
    clock,
    ...options,
    onChange: (what) => {
      goesOn();
      request?.(what);
    },
    onTrouble: (error) => tell({ type: 'trouble', error }),
  });
  const identity = `${hostname()}_${randomUUID()}`;
  const election = electionOf(api, identity, options, clock, (event) => {
    if (event.type === 'leading') cleanup.begin();
    tell(event);
  });
  const turn = turnOf(election);
  let objects: readonly KubernetesObject[] = [];
  const cleanup = new ServiceCleanup({
    finalizer: new ServiceFinalizer({ api, name: finalizerName(new Namer(options.cluster)), mayWrite: turn.mayWrite }),
    isOn: options.finalizer === true,
    scope: options,
    objects: () => objects,
  });
  const reports = new ServiceReports({
    api,
    instance: identity,
    timeOfDay: () => new Date(),
    mayWrite: () => election.isLeading,
    onTrouble: (error) => tell({ type: 'trouble', error }),
  });
  const reporter = new ClusterReporter(reports, () => cluster.objects(), options.report);
  const followed = cluster.run(end.signal);
  let elected: Promise<void> | undefined;
  const source: LongRun = {
    command: 'controller',
    read: async () => {
      objects = cluster.objects();
      return cleanup.withoutKept(clusterOfObjects(objects, options, projectOfNodes(options)));
    },
    occasion: `when ${api.address} tells of a change`,
    follow: (ask: (reason: string) => void) => {
      request = ask;
      return () => (request = undefined);
    },
    ready: async (stop: AbortSignal) => {
      // Who cannot read the cluster does not stand for election: it could do nothing with it.
      if (!cluster.complete.aborted) await once(cluster.complete, 'abort', { signal: stop }).catch(() => undefined);
      if (!stop.aborted) elected = election.run(end.signal);
    },
    turn,
    state: () => ({ isLeader: election.isLeading, health: reporter.health }),
    prepare: (session, wanted) => cleanup.prepare(session, wanted),
    finish: async (session, wanted) => {
      const waiting = await cleanup.finish(session, wanted);
      await reporter.report(session, wanted, waiting).catch((error: unknown) => tell({ type: 'trouble', error }));
    },
  };
  try {
    return await keepReconciling(options, source, io, world);
  } finally {
    // What was under way is finished: the Lease goes to the next process.
    await reports.end();
    end.abort();
    await Promise.all([followed, elected]);
  }
}

/** A run is of one term: what it planned is not carried on once somebody else may have written. */
function turnOf(election: LeaderElection): Turn {
  let term: string | undefined;
  return {
    mayRun: async () => {
      term = await election.term();
      return term !== undefined;
    },
    mayWrite: async () => term !== undefined && term === (await election.term()),
  };
}

function electionOf(
  api: ApiServer,
  identity: string,
  options: ControllerOptions,
  clock: ConstructorParameters<typeof LeaderElection>[0]['clock'],
  onEvent: (event: ControllerEvent) => void,
): LeaderElection {
  const { cluster, lease, leaseNamespace, leaseDuration, renewDeadline, retryPeriod } = options;
  try {
    return new LeaderElection({
      api,
      lease: {
        namespace: leaseNamespace ?? api.namespace ?? 'default',
        name: lease ?? (cluster === '' ? 'gcepool' : `gcepool-${cluster}`),
      },
      identity,
      clock,
      timeOfDay: () => new Date(),
      leaseDurationMs: leaseDuration,
      renewDeadlineMs: renewDeadline,
      retryPeriodMs: retryPeriod,
      onEvent,
    });
  } catch (error) {
    throw error instanceof RangeError ? usageFailure(`--lease-duration: ${error.message}`, error) : error;
  }
}

/** Tells of events; of the same trouble once, until something goes on again. */
function teller(
  options: ControllerOptions,
  io: Io,
  world: RunWorld,
): {
  readonly tell: (event: ControllerEvent) => void;
  readonly goesOn: () => void;
} {
  const troubles = new Set<string>();
  const tell = (event: ControllerEvent): void => {
    if (event.type === 'trouble') {
      const trouble = String(event.error);
      if (troubles.has(trouble)) return;
      troubles.add(trouble);
    } else troubles.clear();
    const time = new Date(world.clock?.now() ?? Date.now());
    for (const line of controllerLines(event, time, options, io.style)) io.print(line);
  };
  return { tell, goesOn: () => troubles.clear() };
}
