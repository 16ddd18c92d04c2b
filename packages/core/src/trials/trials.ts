import { pause } from '../calls/pause.ts';
import type { PauseEnds } from '../calls/pause.ts';
import { StoppedError } from '../calls/stopped-error.ts';
import { absentAsUndefined, messageOf } from '../cloud/cloud-error.ts';
import type { BackendServices, HealthChecks } from '../cloud/cloud.ts';
import { enumeration } from '../names/enumeration.ts';
import type { HealthCheckUpsert, HealthCheckWatch } from '../plan/step.ts';
import { endpointNames, endpointStates, reachedGroups } from './endpoint-states.ts';
import type { ReachedGroup } from './endpoint-states.ts';
import { healthyAgain } from './healthy-again.ts';
import { lossOf } from './loss.ts';
import type { Loss, LossContext } from './loss.ts';
import { failureShowsAfterMs, isSameProbe, mayFail, probeSettings } from '../health/probe-settings.ts';
import { endTrial, putBack } from './put-back.ts';
import { HealthCheckPutBackError } from './health-check-put-back-error.ts';
import { afterTrial, describedTrial, onTrial } from '../health/trial-mark.ts';
import type { Trial } from '../health/trial-mark.ts';
import { pauseOnTrialMs } from './trial-pace.ts';

/** The calls of a trial, of the scope that its health check is in. */
export interface TrialCalls {
  readonly checks: HealthChecks;
  readonly services: BackendServices;
}

/** How trials are watched. */
export interface TrialOptions extends PauseEnds {
  /** The calls of a region, or the global ones, that no stop ends: by them what was begun is put back. */
  readonly last: (region: string | undefined) => TrialCalls;
  /**
   * Whether a run looks at health checks that are on trial once, and leaves them so to the next run. `false` by default: it lasts
   * until they have been proven or put back.
   */
  readonly leavesTrials?: boolean | undefined;
}

/** What steps need of trials. */
export type TrialWork = Pick<Trials, 'begin' | 'watch'>;

/** A trial that this process knows of. */
interface KnownTrial {
  readonly since: string;
  /** When this process first knew of it: the clocks of others are none of its own. */
  readonly seenAt: number;
  /** Endpoints that were healthy before; absent of a trial that another process began. */
  readonly healthy?: ReadonlySet<string>;
}

/**
 * Changes of health checks that endpoints may fail. Before one is made, who is healthy is read, and how the check was is left in
 * its description; then its endpoints are watched for as long as failures take to show. Where one that was healthy is not any
 * more, the check is put back.
 */
export class Trials {
  readonly #options: TrialOptions;
  readonly #known = new Map<string, KnownTrial>();
  readonly #open = new Map<string, { readonly step: HealthCheckWatch; readonly pauseMs: number }>();

  constructor(options: TrialOptions) {
    this.#options = options;
  }

  /** The same trials, none of which is left for later. */
  ending(): TrialWork {
    return {
      begin: (step, calls) => this.begin(step, calls),
      watch: (step, calls) => this.watch(step, calls, false),
    };
  }

  /** What is left on trial. */
  get open(): readonly HealthCheckWatch[] {
    return [...this.#open.values()].map(({ step }) => step);
  }

  /** How soon to look at it again, in milliseconds; `undefined` where nothing is left. */
  get dueInMs(): number | undefined {
    const pauses = [...this.#open.values()].map(({ pauseMs }) => pauseMs);
    return pauses.length === 0 ? undefined : Math.min(...pauses);
  }

  /** The step as it is to be sent: with all it takes to put it back, where there is something to lose. @throws CloudError */
  async begin(step: HealthCheckUpsert, { services }: Pick<TrialCalls, 'services'>): Promise<HealthCheckUpsert> {
    const { before, after, spec, resource } = step;
    const { users = [] } = spec;
    if (before === undefined || users.length === 0 || !mayFail(before, after)) return step;
    const open = describedTrial(before.description);
    if (open !== undefined && isSameProbe(open.former, after)) return described(step, afterTrial(textOf(step)));
    const healthy = await healthyBefore(resource, services, users);
    const count = open?.healthy ?? healthy.size;
    if (count === 0) return described(step, afterTrial(textOf(step)));
    const since = new Date(this.#now()).toISOString();
    // What was not proven is nothing to go back to.
    const former = open?.former ?? probeSettings(before);
    const protocol = open?.protocol ?? (await protocolBefore(step, services));
    const known = this.#known.get(resource);
    const names = open === undefined ? healthy : known?.since === open.since ? known.healthy : undefined;
    this.#known.set(resource, { since, seenAt: this.#now(), ...(names && { healthy: names }) });
    return described(step, onTrial(textOf(step), { since, healthy: count, former, ...(protocol && { protocol }) }));
  }

  /**
   * Sees a trial to its end, or looks once and puts back or ends what is to be.
   *
   * @param leaves Whether what is neither is left for later.
   * @throws HealthCheckPutBackError
   */
  async watch(
    step: HealthCheckWatch,
    calls: TrialCalls,
    leaves: boolean = this.#options.leavesTrials === true,
  ): Promise<void> {
    const { name, resource, region } = step;
    const last = this.#options.last(region);
    this.#open.delete(resource);
    const wasBegunHere = this.#known.has(resource);
    if (this.#options.stop?.aborted && !wasBegunHere) throw new StoppedError();
    const check = await absentAsUndefined(last.checks.getHealthCheck(name));
    const trial = describedTrial(check?.description);
    if (check === undefined || trial === undefined) return void this.#known.delete(resource);
    const { seenAt, healthy } = this.#knownOf(resource, trial);
    const groups = await reachedGroups(last.services, step.spec.users ?? []);
    for (;;) {
      const passedMs = this.#now() - seenAt;
      const leftMs = failureShowsAfterMs(check) - passedMs;
      const loss = await look(calls, groups, trial, { healthy, isOver: leftMs <= 0 });
      if (loss !== undefined) return this.#end(step, groups, trial, loss);
      if (leftMs <= 0) {
        this.#known.delete(resource);
        return endTrial(name, trial, last.checks);
      }
      const pauseMs = Math.min(leftMs, pauseOnTrialMs(check, passedMs));
      if (leaves) return void this.#open.set(resource, { step, pauseMs });
      try {
        await pause(pauseMs, this.#options);
      } catch (error) {
        if (!(error instanceof StoppedError) || !wasBegunHere) throw error;
        return this.#end(step, groups, trial, { endpoints: [], why: UNPROVEN, cause: error });
      }
    }
  }

  #knownOf(resource: string, { since }: Trial): KnownTrial {
    const present = this.#known.get(resource);
    if (present?.since === since) return present;
    const known = { since, seenAt: this.#now() };
    this.#known.set(resource, known);
    return known;
  }

  async #end(
    step: HealthCheckWatch,
    groups: readonly ReachedGroup[],
    trial: Trial,
    { endpoints, why, cause }: Loss,
  ): Promise<void> {
    const { resource, name, region } = step;
    const last = this.#options.last(region);
    const refused = endpoints.length === 0 ? undefined : { at: new Date(this.#now()).toISOString(), why };
    const isDone = await putBack(name, trial, refused, last).catch((error: unknown) => {
      const left = `${resource} is left on trial, for the next run to put back or to prove`;
      throw new Error(`${left}: ${why}; ${messageOf(error)}`, { cause: error });
    });
    this.#known.delete(resource);
    if (!isDone) throw new Error(`somebody else has changed ${resource} meanwhile: ${why}`);
    const now = refused && (await healthyAgain(endpoints, groups, trial.former, last.services, this.#options));
    const all = now === undefined ? why : `${why}; ${now}`;
    throw new HealthCheckPutBackError(resource, all, endpointNames(endpoints), { cause });
  }

  #now(): number {
    return this.#options.clock?.now() ?? 0;
  }
}

const UNPROVEN = 'the pool is being stopped, and it was not proven yet';

/** What is lost; `undefined` where nothing is known to be. */
async function look(
  { services }: TrialCalls,
  groups: readonly ReachedGroup[],
  trial: Trial,
  context: LossContext,
): Promise<Loss | undefined> {
  try {
    return lossOf(await endpointStates(services, groups), trial, context);
  } catch (error) {
    // What cannot be read once may be the next time; in the end it is not proven.
    if (!context.isOver) return undefined;
    return { endpoints: [], why: `the health of its endpoints cannot be read: ${messageOf(error)}` };
  }
}

async function healthyBefore(
  resource: string,
  services: BackendServices,
  users: readonly string[],
): Promise<ReadonlySet<string>> {
  try {
    return (await endpointStates(services, await reachedGroups(services, users))).healthy;
  } catch (cause) {
    if (cause instanceof StoppedError) throw cause;
    const why = `which endpoints of ${enumeration(users)} are healthy cannot be read`;
    throw new Error(`${resource} stays as it is: ${why}: ${messageOf(cause)}`, { cause });
  }
}

/** What a backend service speaks that changes with the type of its check. */
async function protocolBefore(
  { before, after, name, spec: { users = [] } }: HealthCheckUpsert,
  services: BackendServices,
): Promise<string | undefined> {
  if (before?.type === after.type || !users.includes(name)) return undefined;
  return (await services.getBackendService(name)).protocol;
}

const textOf = ({ after }: HealthCheckUpsert): string => after.description ?? '';

function described(step: HealthCheckUpsert, description: string): HealthCheckUpsert {
  const { changed } = step;
  const fields = changed && { changed: [...new Set([...changed, 'description'])] };
  return { ...step, ...fields, after: { ...step.after, description } };
}
