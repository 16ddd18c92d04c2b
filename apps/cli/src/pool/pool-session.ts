import { hostname } from 'node:os';
import process from 'node:process';
import { Caller, Namer, newBackendPool } from '@gcepool/core';
import { DEFAULT_REMOVAL_CAP, rateLimitedClient } from '@gcepool/core/internal';
import type { Backends, Clock, Cloud, CloudBackendPoolOptions, PoolEvent, RemovalCap, ZoneLister } from '@gcepool/core';
import { isLoopback } from '../cloud/choose-cloud.ts';
import type { CloudChoice } from '../cloud/choose-cloud.ts';
import { explainCloudError } from '../cloud/explain-cloud-error.ts';
import type { OpenCloud } from '../cloud/with-cloud.ts';
import { ownVersion } from '../own-version.ts';
import { removalCapOf } from './pool-options.ts';
import type { PoolOptions } from './pool-options.ts';
import { WorkRecord } from './work-record.ts';

/** A pool at work on an open cloud. */
export interface PoolSession extends OpenCloud {
  /** Its calls are paced and repeated as those of the pool, and end as they do. */
  readonly cloud: Cloud;
  readonly namer: Namer;
  readonly pool: Backends;
  readonly record: WorkRecord;
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined;
  /** How much may go at once. */
  readonly removalCap: RemovalCap;
}

/** The flags that a pool is made by; zones are left out by commands that give no zone a group. */
export type SessionOptions = Pick<PoolOptions, 'cluster'> &
  Partial<Omit<PoolOptions, 'zones'>> & { readonly zones?: ZoneLister | readonly string[] };

/** What only some commands ask of a pool. */
export type SessionExtras = Pick<
  CloudBackendPoolOptions,
  'graceMs' | 'retireZonesAfterMs' | 'trustMs' | 'mayWrite' | 'signal' | 'stop' | 'onEvent'
> & { readonly clock?: Clock };

/** The pool of one cluster. */
export function openPool(open: OpenCloud, options: SessionOptions, extras: SessionExtras = {}): PoolSession {
  const record = new WorkRecord((error) => explainCloudError(error, open.choice));
  const namer = new Namer(options.cluster);
  const { cloud, choice } = open;
  const { clock = clockOf(open), mayWrite, signal, stop } = extras;
  const calls = { ...limitsFor(choice, options), clock, mayWrite, signal, stop };
  const { zones = [] } = options;
  const removalCap = removalCapOf(options) ?? DEFAULT_REMOVAL_CAP;
  const { adopt, namedPorts, healthChecks, retryHealthChecks, healthyWithin: healthyWithinMs } = options;
  const onEvent = (event: PoolEvent): void => {
    record.onEvent(event);
    extras.onEvent?.(event);
  };
  const caller = new Caller(calls);
  const limited = rateLimitedClient(cloud, caller, (retried) => onEvent({ type: 'callRetried', ...retried }));
  const writer = `gcepool ${ownVersion()} on ${hostname()}, process ${process.pid}`;
  const behaviour = {
    writer,
    resyncWithCloud: true,
    adopt,
    namedPorts,
    healthChecks,
    healthyWithinMs,
    retryHealthChecks,
    // Everything else comes first, and a loop goes on meanwhile.
    leavesTrials: true,
    removalCap,
  };
  const pool = newBackendPool({ cloud, namer, zones, ...behaviour, ...extras, ...calls, caller, onEvent });
  return { ...open, cloud: limited, namer, pool, record, signal, removalCap };
}

/** Nobody waits for what happens in a simulator of one's own: its time passes as fast as it is asked to. */
function clockOf({ clock, simulator }: OpenCloud): Required<Clock> {
  if (simulator === undefined) return clock;
  let skippedMs = 0;
  return {
    now: () => clock.now() + skippedMs,
    random: () => clock.random(),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      simulator.clock.advance(ms);
      skippedMs += ms;
    },
  };
}

/** What answers on this machine is a simulator: it has no quotas to keep to, and one that is not there will not come. */
function limitsFor(
  choice: CloudChoice,
  { patience: patienceMs }: SessionOptions,
): Pick<CloudBackendPoolOptions, 'backoff' | 'patienceMs' | 'rates'> {
  const isNear = choice.kind === 'sim' || (choice.endpoint !== undefined && isLoopback(choice.endpoint));
  if (!isNear) return { patienceMs };
  const unlimited = undefined;
  return {
    patienceMs,
    backoff: { firstMs: 200, ...(patienceMs === undefined && { attempts: 3 }) },
    rates: { get: unlimited, list: unlimited, mutate: unlimited, getHealth: unlimited },
  };
}
