import type { CloudChoice } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { Io } from '../io.ts';
import { withProgress } from '../output/progress.ts';
import { openPool } from '../pool/pool-session.ts';
import type { PoolSession, SessionOptions } from '../pool/pool-session.ts';
import { requirePermissions } from '../permissions/require-permissions.ts';
import type { CloudCommand, Extent } from '../permissions/command-methods.ts';
import type { ChangeOptions } from '../pool/pool-options.ts';
import { interruptible } from '../stop-signals.ts';

/** What a command that makes changes is, and how it was given. */
export interface PoolWork {
  readonly command: CloudCommand;
  readonly choice: CloudChoice;
  readonly options: SessionOptions & Pick<ChangeOptions, 'dryRun' | 'preflight'>;
  readonly extent?: Extent;
}

/** Opens the pool of a command that makes changes, if it may make them, shows how far it has come, and lets a person interrupt it. */
export const workOnPool = <T>(
  { command, choice, options, extent = {} }: PoolWork,
  io: Io,
  work: (session: PoolSession) => Promise<T>,
): Promise<T> =>
  withCloud(choice, (open) =>
    withProgress(io, (onEvent) =>
      interruptible(io, async ({ graceful: stop, now: signal }) => {
        const isAsked = options.dryRun !== true && options.preflight !== false;
        if (isAsked) await requirePermissions(open, command, extent, io, signal);
        return work(openPool(open, options, { onEvent, stop, signal }));
      }),
    ),
  );
