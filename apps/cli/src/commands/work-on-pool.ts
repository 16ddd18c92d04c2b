import type { CloudChoice } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { Io } from '../io.ts';
import { withProgress } from '../output/progress.ts';
import { openPool } from '../pool/pool-session.ts';
import type { PoolSession, SessionOptions } from '../pool/pool-session.ts';
import { interruptible } from '../stop-signals.ts';

/** Opens the pool of a command that makes changes, shows how far it has come, and lets a person interrupt it. */
export const workOnPool = <T>(
  choice: CloudChoice,
  options: SessionOptions,
  io: Io,
  work: (session: PoolSession) => Promise<T>,
): Promise<T> =>
  withCloud(choice, (open) =>
    withProgress(io, (onEvent) =>
      interruptible(io, ({ graceful: stop, now: signal }) => work(openPool(open, options, { onEvent, stop, signal }))),
    ),
  );
