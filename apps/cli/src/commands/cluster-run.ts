import { isDeepStrictEqual } from 'node:util';
import { remarkLines } from '@gcepool/kubernetes';
import type { Remark } from '@gcepool/kubernetes';
import { absentInstances } from '../cloud/absent-instances.ts';
import { requireKnownZones } from '../cloud/known-zones.ts';
import type { Io } from '../io.ts';
import { refusals } from '../kubernetes/cluster.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { CloudCommand } from '../permissions/command-methods.ts';
import { requirePermissions } from '../permissions/require-permissions.ts';
import type { ZoneLister } from '@gcepool/core';
import type { PoolOptions } from '../pool/pool-options.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { reconcileCluster } from './reconcile.ts';
import { extentOf, insertMissingNodes } from './work-on-cluster.ts';

/** The runs of a loop over one cluster. */
export interface ClusterRuns {
  /** One run, from what the cluster wants to the cloud. @throws UnknownZoneFailure, a mistake that no later run mends, or what did not work. */
  readonly once: () => Promise<void>;
  /** What the last one was of; absent before the first. */
  readonly cluster: () => Cluster | undefined;
  /** What the last one did not take as it stands. */
  readonly remarks: () => readonly Remark[];
}

/** What a run is of. */
export interface ClusterRunSource {
  /** The command's name. */
  readonly command: CloudCommand;
  /** What the cluster wants now. */
  readonly read: () => Promise<Cluster>;
  /** Comes before anything is changed. */
  readonly prepare?: (session: PoolSession, cluster: Cluster) => Promise<void>;
  /** Comes after all else, and tells of what came of a run. */
  readonly finish?: (session: PoolSession, cluster: Cluster) => Promise<void>;
}

/** The zones of a cluster, which its nodes may change while a loop runs. */
export interface CurrentZones extends ZoneLister {
  current: readonly string[];
}

/** Zones that are not known yet. */
export function currentZones(): CurrentZones {
  const zones: CurrentZones = { current: [], listZones: () => Promise.resolve(zones.current) };
  return zones;
}

/** A run needs nothing from before the loop, so that nothing that fails for a moment can keep the loop from starting. */
export function clusterRun(
  session: PoolSession,
  { command, read, prepare, finish }: ClusterRunSource,
  options: PoolOptions,
  zones: CurrentZones,
  io: Io,
): ClusterRuns {
  const { record, cloud } = session;
  let knownZones: readonly string[] = [];
  let remarks: readonly Remark[] = [];
  let last: Cluster | undefined;
  let isPermitted = false;
  let toldAbsent: string | undefined;
  const once = async (): Promise<void> => {
    record.clear();
    const cluster = await read();
    last = cluster;
    const told = remarkLines(remarks);
    for (const line of remarkLines(cluster.remarks)) if (!told.includes(line)) io.remark(line);
    ({ remarks } = cluster);
    zones.current = cluster.zones;
    if (!isDeepStrictEqual(knownZones, cluster.zones)) await requireKnownZones(cluster.zones, cloud, options);
    knownZones = cluster.zones;
    if (options.preflight !== false && !isPermitted) await requirePermissions(session, command, extentOf(cluster), io);
    isPermitted = true;
    const absent = await absentInstances(session.choice, cluster.nodes, session.signal);
    if (absent !== undefined && absent !== toldAbsent) io.remark(`note: ${absent}`);
    toldAbsent = absent;
    record.problems.push(...refusals(cluster));
    insertMissingNodes(session, cluster, io);
    await prepare?.(session, cluster);
    await reconcileCluster(session, cluster, options);
    await finish?.(session, cluster);
    const failure = record.failure(command);
    if (failure !== undefined) throw new Error(failure);
  };
  return { once, cluster: () => last, remarks: () => remarks };
}
