import type { SnapshotDiff } from '@gcepool/sim';
import type { Server } from './server.ts';

/** What became of the resources between two moments, counted in commands as texts; an empty second is now. @throws Refused */
export const diffBetween = (server: Server, since: string, until: string): Promise<SnapshotDiff> =>
  server.ask('POST', '/history/diff', { before: Number(since), ...(until === '' ? {} : { after: Number(until) }) });
