import type { CommandResult } from '../command-result.ts';
import { usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { requireZones } from '../cloud/known-zones.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';
import { requireReadable } from '../kubernetes/read-source.ts';
import { watchFiles } from '../watch-files.ts';
import { keepReconciling } from './keep-reconciling.ts';
import type { LongRun, LongRunOptions, RunWorld } from './keep-reconciling.ts';

/** The flags of `gcepool run`. */
export interface RunOptions extends LongRunOptions {
  readonly watch?: boolean;
}

/** Keeps reconciling by files until told to stop. What became of each run is printed as it ends. */
export async function run(options: RunOptions, io: Io, world: RunWorld = {}): Promise<CommandResult | undefined> {
  const { from = [], watch = false } = options;
  const files = [...from, ...(options.nodes === undefined ? [] : [options.nodes])];
  if (files.includes('-')) {
    throw usageFailure('run reads its files again and again, and standard input can be read once; name files');
  }
  if (options.kube === true && watch) {
    throw usageFailure(
      '--watch is told of files; with --kube, say with --interval how often to look, or use gcepool controller',
    );
  }
  // A name that is mistyped is a mistake; what stands in a file may be half written at the moment.
  await requireReadable('--from', from);
  await requireReadable('--nodes', options.nodes === undefined ? [] : [options.nodes]);
  if (options.zones === undefined && options.nodes === undefined && options.kube !== true) {
    // What cannot be read yet may hold nodes, too.
    const cluster = await readCluster(options).catch(() => undefined);
    if (cluster !== undefined) requireZones(cluster.zones, options);
  }
  const source: LongRun = {
    command: 'run',
    read: () => readCluster(options),
    ...(watch && {
      occasion: `when ${files.join(' or ')} changes`,
      follow: (request: (reason: string) => void) => watchFiles(files, (path) => request(`${path} changed`)),
    }),
  };
  return keepReconciling(options, source, io, world);
}
