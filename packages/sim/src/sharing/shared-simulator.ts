import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { refused } from '../api/response.ts';
import type { AwaitedSimulator } from '../awaited-simulator.ts';
import { keepWithin } from '../awaited-simulator.ts';
import { fetchFrom } from '../http/fetch.ts';
import type { JsonObject } from '../kernel/json.ts';
import { lastDue } from '../kernel/operation.ts';
import { Refusal } from '../kernel/refusal.ts';
import { refuseOtherSettings } from '../options/kept-settings.ts';
import type { SimulatorOptions } from '../options/simulator-options.ts';
import { show } from '../read-fields.ts';
import type { SimulatorCore } from '../simulator-core.ts';
import type { Simulator } from '../simulator.ts';
import { simulatorWithCore } from '../simulator.ts';
import type { Kept, SharedEntry, SharedStore } from '../stores/store.ts';
import { Stage } from './stage.ts';
import { Turns } from './turns.ts';

/** Options of {@link createSharedSimulator}: those of a simulator, and how it shares its cloud. */
export interface SharedSimulatorOptions extends Omit<SimulatorOptions, 'store'> {
  /** Where the cloud is kept; `openPostgres()` gives one. What it holds is gone on from, in place of `snapshot`. */
  readonly store: SharedStore;
  /**
   * `latest` answers a read from all that was answered anywhere before it came; `local` from what this process knows, which may be some
   * milliseconds behind what others have done, and asks nobody. What this process has answered itself is in both. Default: `latest`.
   */
  readonly reads?: 'latest' | 'local';
  /** How long a request is kept waiting while the store is out of reach, in milliseconds, until it is answered 503. Default: 10,000. */
  readonly patienceMs?: number;
}

/** A Compute Engine that several processes serve together. What is answered is durable, and known to all of them. */
export interface SharedSimulator extends AwaitedSimulator {
  /**
   * Does something with the simulator beside requests: `perform((simulator) => simulator.clock.advance(1000))`. What changes its state, or the
   * rules of what happens between clients and the cloud, takes place for all processes, when the promise resolves. It may be done several times until then, and takes place
   * once; so it must do nothing else, and keep nothing of the simulator. It must not wait for anything.
   *
   * @throws what `work` throws; Refusal where the store stays out of reach
   */
  perform<T>(work: (simulator: Simulator) => T): Promise<T>;
  /** Does something that is expected to change nothing, with a state as {@link SharedSimulatorOptions.reads} says. Otherwise as {@link perform}. */
  look<T>(work: (simulator: Simulator) => T): Promise<T>;
  /** How many entries of the log are applied here. */
  readonly position: number;
  /** Why it answers nothing at present; undefined while all is well. */
  readonly failure: string | undefined;
  /** Lets what was begun come to its end, and lets go of the store. */
  close(): Promise<void>;
}

/**
 * Goes on with a cloud that several processes share, and begins it where there is nothing yet.
 *
 * @throws TypeError for an option that makes no sense, and for options under which others do not serve it
 * @throws Error when the store cannot be read
 */
export async function createSharedSimulator(options: SharedSimulatorOptions): Promise<SharedSimulator> {
  const { store, reads = 'latest', patienceMs = 10_000, ...own } = options;
  if (reads !== 'latest' && reads !== 'local')
    throw new TypeError(`reads must be 'latest' or 'local'; got ${show(reads)}`);
  if (!(patienceMs >= 0)) throw new TypeError(`patienceMs must be milliseconds, not negative; got ${show(patienceMs)}`);
  const { simulator, core } = simulatorWithCore(own);
  const stage = new Stage(core);
  const kept = await keptOrBegun(store, stage);
  refuseOtherSettings(kept.settings, core.settings);
  stage.load(kept);
  const onFailure = (message: string | undefined): void => void (core.failure = message);
  const position = kept.position + kept.entries.length;
  const turns = new Turns(stage, store, position, { areReadsLocal: reads === 'local', patienceMs, onFailure });
  return faceOf(simulator, core, turns);
}

/** Where it is said whether a request changes something, it takes the shorter way. */
const isRead = (method: unknown): boolean => method === 'GET' || method === 'HEAD';

const projectOf = (url: unknown): string => /\/projects\/([^/?]+)/.exec(String(url))?.[1] ?? '';

function faceOf(simulator: Simulator, core: SimulatorCore, turns: Turns): SharedSimulator {
  // What comes of work is what it gave.
  const perform = async <T>(work: (simulator: Simulator) => T): Promise<T> =>
    (await turns.write(() => work(simulator))) as T;
  const look = async <T>(work: (simulator: Simulator) => T): Promise<T> =>
    (await turns.read(() => work(simulator))) as T;
  // With the instant clock a read ends what runs in its project: to hear first how far the log goes would be one more question to the store.
  const isAtWork = (url: unknown): boolean =>
    simulator.clock.mode === 'instant' && lastDue(core.simulation.state, projectOf(url)) !== undefined;
  const handle = async (request: ApiRequest): Promise<ApiResponse> => {
    try {
      const answer = (within: Simulator): ApiResponse => within.handle(request);
      return await (isRead(request?.method) && !isAtWork(request.url) ? look(answer) : perform(answer));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return refused(refusal);
    }
  };
  const shared: SharedSimulator = {
    fetch: (input, init) => {
      const instanceMetadata = (): JsonObject => simulator.instanceMetadata();
      return fetchFrom(
        { handle, instanceMetadata, iam: simulator.iam, beforeMetadata: () => look(() => undefined) },
        input,
        init,
      );
    },
    handle,
    perform,
    look,
    get position() {
      return turns.position;
    },
    get failure() {
      return core.failure;
    },
    close: () => turns.close(),
  };
  keepWithin(shared, simulator);
  return shared;
}

/** Whoever comes first begins; all others go on. */
async function keptOrBegun(store: SharedStore, stage: Stage): Promise<Kept<SharedEntry>> {
  for (;;) {
    const kept = await store.load();
    if (kept !== undefined) return kept;
    await store.replace(0, stage.state());
  }
}
