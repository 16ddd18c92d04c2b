import { requireKnownZones } from '../cloud/known-zones.ts';
import type { Io } from '../io.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import { remarkLines } from '../kubernetes/remark.ts';
import type { Remark } from '../kubernetes/remark.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { reconcileCluster } from './reconcile.ts';
import { insertMissingNodes } from './work-on-cluster.ts';

/** The runs of a loop over one cluster. */
export interface ClusterRuns {
  /** One run, from the files to the cloud. @throws UnknownZoneFailure, a mistake that no later run mends, or what did not work. */
  readonly once: () => Promise<void>;
  /** What the last one did not take as it stands. */
  readonly remarks: () => readonly Remark[];
}

/** A run needs nothing from before the loop, so that nothing that fails for a moment can keep the loop from starting. */
export function clusterRun(session: PoolSession, options: PoolOptions, io: Io): ClusterRuns {
  const { record, cloud } = session;
  let areZonesKnown = false;
  let remarks: readonly Remark[] = [];
  const once = async (): Promise<void> => {
    record.clear();
    const cluster = await readCluster(options);
    const told = remarkLines(remarks);
    for (const line of remarkLines(cluster.remarks)) if (!told.includes(line)) io.remark(line);
    ({ remarks } = cluster);
    if (!areZonesKnown) await requireKnownZones(options.zones, cloud);
    areZonesKnown = true;
    insertMissingNodes(session, cluster, io);
    await reconcileCluster(session, cluster, options);
    const failure = record.failure('run');
    if (failure !== undefined) throw new Error(failure);
  };
  return { once, remarks: () => remarks };
}
