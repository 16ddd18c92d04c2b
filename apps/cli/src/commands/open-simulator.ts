import type { Simulator, SimulatorOptions } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import type { SharedSimulator } from '@gcepool/sim/postgres';
import { usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';

/** Where a simulator is kept, and how what several servers share is read. */
export interface DataOptions {
  /** A folder, or the URL of a database. */
  readonly data?: string;
  readonly reads?: 'latest' | 'local';
}

/** A simulator that is ready to be served. */
export interface OpenSimulator {
  readonly simulator: SharedSimulator | Simulator;
  readonly close: () => Promise<void>;
}

/** Makes a simulator, or goes on with the one that is kept. */
export async function openSimulator(
  options: Omit<SimulatorOptions, 'store'>,
  where: DataOptions,
  io: Io,
): Promise<OpenSimulator> {
  const { data, reads } = where;
  if (data !== undefined && /^postgres(?:ql)?:/i.test(data)) return openShared(options, data, reads, io);
  if (reads !== undefined) {
    throw usageFailure('--reads says how servers that share a cloud read it: it goes with --data postgres://…');
  }
  if (data !== undefined) return openFolder(options, data, io);
  return { simulator: orUsageFailure(() => createSimulator(options)), close: async () => undefined };
}

/** Other servers may be at work on it. */
async function openShared(
  options: Omit<SimulatorOptions, 'store'>,
  url: string,
  reads: DataOptions['reads'],
  io: Io,
): Promise<OpenSimulator> {
  const { createSharedSimulator, openPostgres } = await import('@gcepool/sim/postgres');
  // The URL may have a password in it: what is said of it is what the database itself was told to be called.
  const { store, address } = await openPostgres(url).catch((error: unknown) => {
    throw usageFailure(`--data postgres://…: ${messageOf(error)}`, error);
  });
  try {
    const simulator = await createSharedSimulator({ ...options, store, ...(reads === undefined ? {} : { reads }) });
    io.remark(`the cloud is kept in ${address}, for all servers that are started with it`);
    return { simulator, close: () => simulator.close() };
  } catch (error) {
    await store.close();
    throw usageFailure(`--data ${address}: ${messageOf(error)}`, error);
  }
}

async function openFolder(options: Omit<SimulatorOptions, 'store'>, folder: string, io: Io): Promise<OpenSimulator> {
  const { openData } = await import('@gcepool/sim/persistence');
  const fail = (error: unknown): never => {
    throw usageFailure(`--data ${folder}: ${messageOf(error)}`, error);
  };
  const data = await openData(folder).catch(fail);
  if (data.setAside !== undefined) {
    io.remark(
      `--data ${folder}: what was kept is damaged (${data.damage}); it is set aside as ${data.setAside}, and this is a new beginning`,
    );
  }
  if (data.missing !== undefined) {
    io.remark(
      `--data ${folder}: ${data.missing} cannot be read any more, for the end of what was written is damaged or did not reach the disk; this goes on from before`,
    );
  }
  try {
    return { simulator: createSimulator({ ...options, store: data.store }), close: async () => data.close() };
  } catch (error) {
    data.close();
    return fail(error);
  }
}

function orUsageFailure<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw usageFailure(messageOf(error), error);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
