import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '@gcepool/core/internal';
import { chooseCloud } from '../cloud/choose-cloud.ts';
import { explainCloudError } from '../cloud/explain-cloud-error.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import { EndedWith, Failure, usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { StandingPoolOptions } from '../pool/pool-options.ts';
import { stopSignals } from '../stop-signals.ts';
import type { RunWorld } from './keep-reconciling.ts';
import { statusOn } from './status.ts';

/** The flags of `gcepool status --watch`. */
export interface WatchStatusOptions extends StandingPoolOptions {
  /** How often to look, in milliseconds. */
  readonly watch: number;
  readonly output: 'text' | 'json';
}

/** What one look found. */
interface Look {
  /** As it is printed, without the time. */
  readonly lines: readonly string[];
  readonly isFailure: boolean;
}

/**
 * Shows the health of backends again and again until told to stop: on a terminal in place, elsewhere whenever it is another.
 *
 * @throws EndedWith 1 where the last look found something missing, or could not look
 */
export async function watchStatus(
  nodePorts: readonly number[],
  options: WatchStatusOptions,
  io: Io,
  world: RunWorld = {},
): Promise<void> {
  if (options.state !== undefined) {
    throw usageFailure(
      '--watch needs a cloud that others can change meanwhile: --endpoint URL or --cloud gce; --state is of one command at a time',
    );
  }
  const choice = chooseCloud(options, 'status');
  const own = world.stop === undefined ? stopSignals() : undefined;
  const stop = (world.stop ?? own)?.graceful;
  const isOver = (): boolean => stop?.aborted === true;
  try {
    const isFailure = await withCloud(choice, async (open) => {
      const { clock = open.clock } = world;
      let before: Look | undefined;
      const look = async (): Promise<Look> => {
        const remarks: string[] = [];
        try {
          const { document, lines, failure } = await statusOn(open, nodePorts, options, {
            remark: (line) => void remarks.push(line),
          });
          if (options.output === 'json')
            return { lines: [JSON.stringify({ ...document, apiCalls: undefined })], isFailure: failure !== undefined };
          const missing = failure === undefined ? [] : [io.style.bad(failure)];
          return { lines: [...lines(io.style), ...remarks, ...missing], isFailure: missing.length > 0 };
        } catch (error) {
          // What is wrong with the command line no later look mends.
          if (error instanceof Failure && error.exitCode === 2) throw error;
          const why = error instanceof Failure ? messageOf(error) : explainCloudError(error, choice);
          if (options.output === 'json')
            return { lines: [JSON.stringify({ command: 'status', error: why })], isFailure: true };
          return { lines: [io.style.bad(why)], isFailure: true };
        }
      };
      while (!isOver()) {
        const found = await look();
        show(found, before, new Date(clock.now()), options, io);
        before = found;
        if (isOver()) break;
        await clock.sleep(options.watch, stop).catch(() => undefined);
      }
      return before?.isFailure === true;
    });
    if (isFailure) throw new EndedWith(1);
  } finally {
    own?.release();
  }
}

function show(found: Look, before: Look | undefined, now: Date, { output, watch }: WatchStatusOptions, io: Io): void {
  const time = now.toISOString();
  if (output === 'text' && io.screen !== undefined) {
    const head = `${time.slice(0, 19).replace('T', ' ')} UTC, every ${watch / 1_000} s; Ctrl-C ends it`;
    return io.screen.show([io.style.dim(head), ...found.lines]);
  }
  if (isDeepStrictEqual(found, before)) return;
  if (output === 'text') io.print(io.style.dim(time));
  for (const line of found.lines) io.print(line);
}
