import { ReconcileLoop } from '@gcepool/core';
import type { Clock, LoopEvent } from '@gcepool/core';
import { remarkLines } from '@gcepool/kubernetes';
import { chooseCloud, describeCloud } from '../cloud/choose-cloud.ts';
import { explainCloudError } from '../cloud/explain-cloud-error.ts';
import { requireKnownZones, UnknownZoneFailure } from '../cloud/known-zones.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import type { CommandResult } from '../command-result.ts';
import type { HealthServer } from '../health-server.ts';
import type { Io } from '../io.ts';
import type { Healthy } from '../kubernetes/backends-annotation.ts';
import { clusterDocument, refusals } from '../kubernetes/cluster.ts';
import type { LoopNow } from '../loop-page/loop-document.ts';
import { LoopRecord } from '../loop-page/loop-record.ts';
import { serveLoop } from '../loop-page/serve-loop.ts';
import type { LoopPage, LoopPlace } from '../loop-page/serve-loop.ts';
import { planResult } from '../output/plan-result.ts';
import { poolEventLines, runLines } from '../output/run-lines.ts';
import type { LogLevel } from '../output/run-lines.ts';
import { stopSignals } from '../stop-signals.ts';
import type { Stop } from '../stop-signals.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import { openPool } from '../pool/pool-session.ts';
import type { PoolSession } from '../pool/pool-session.ts';
import { clusterRun, currentZones } from './cluster-run.ts';
import type { ClusterRunSource, CurrentZones } from './cluster-run.ts';
import { planReconciliation } from './reconcile.ts';
import { healthServer, metricsOf } from './serve-run.ts';
import type { HealthPlace } from './serve-run.ts';
import { tellAbsentInstances } from './work-on-cluster.ts';

/** The flags of a command that keeps reconciling. Times are in milliseconds. */
export interface LongRunOptions extends PoolOptions, HealthPlace, LoopPlace {
  readonly interval: number;
  readonly grace: number;
  readonly retireZonesAfter?: number;
  readonly trust: number;
  readonly stopWithin: number;
  readonly logLevel: LogLevel;
  readonly output: 'text' | 'json';
}

/** The world of a long run, which tests replace. */
export interface RunWorld {
  readonly clock?: Required<Clock>;
  readonly stop?: Stop;
  /** Folder with the page of the loop. */
  readonly pages?: string;
}

/** A command that keeps reconciling, and where it learns what a cluster wants. */
export interface LongRun extends ClusterRunSource {
  /** When it asks for runs, beside the interval: `when services.yaml changes`. */
  readonly occasion?: string;
  /** Asks for a run when something has changed, until what it returns is called. */
  readonly follow?: (request: (reason: string) => void) => () => void;
  /** Resolves when there is something to read; at once by default. */
  readonly ready?: (stop: AbortSignal) => Promise<void>;
  /** Of a command that several processes stand by for one another in. */
  readonly turn?: Turn;
  /** By default this process is the one that writes, and of no port the health is known. */
  readonly state?: () => ProcessState;
}

/** How it stands with a process that keeps reconciling. */
export interface ProcessState {
  /** Whether it is the one that writes. */
  readonly isLeader: boolean;
  /** The health of ports by nodePort, as far as it is known. */
  readonly health: ReadonlyMap<number, Healthy>;
}

const ALONE: ProcessState = { isLeader: true, health: new Map() };

/** Whose turn it is to write, where several processes could. */
export interface Turn {
  /** Asked before each run. */
  readonly mayRun: () => Promise<boolean>;
  /** Asked before each change of a run. */
  readonly mayWrite: () => Promise<boolean>;
}

/** A process that may not write asks so often whether it may. */
const STANDBY_MS = 1_000;

/** Keeps reconciling until told to stop. What became of each run is printed as it ends. */
export async function keepReconciling(
  options: LongRunOptions,
  source: LongRun,
  io: Io,
  world: RunWorld = {},
): Promise<CommandResult | undefined> {
  const choice = chooseCloud(options);
  const own = world.stop === undefined ? stopSignals(options.stopWithin) : undefined;
  const stop = world.stop ?? own;
  try {
    return await withCloud(choice, async (open) => {
      const { clock = open.clock } = world;
      const zones = currentZones();
      const metrics = await metricsOf(open, clock, options);
      // Spans go to whoever has registered to receive them: nobody by default.
      const { telemetry } = await import('@gcepool/core/opentelemetry');
      const trace = telemetry();
      let page: LoopPage | undefined;
      const seen =
        options.console === undefined
          ? undefined
          : new LoopRecord(
              () => clock.now(),
              () => page?.changed(),
            );
      const session = openPool(
        open,
        { ...options, zones },
        {
          clock,
          graceMs: options.grace,
          retireZonesAfterMs: options.retireZonesAfter,
          trustMs: options.trust,
          mayWrite: source.turn?.mayWrite,
          onEvent: (event) => {
            metrics?.onPoolEvent(event);
            seen?.onPoolEvent(event);
            trace(event);
            for (const line of poolEventLines(event, new Date(clock.now()), options)) io.print(line);
          },
          ...(stop && { stop: stop.graceful, signal: stop.now }),
        },
      );
      if (options.dryRun === true) return firstPlan(session, source, options, zones, io);

      const { record } = session;
      const clusterRuns = clusterRun(session, source, options, zones, io);
      const mistake = new AbortController();
      const reconcile = async (): Promise<void> => {
        try {
          await clusterRuns.once();
        } catch (error) {
          if (error instanceof UnknownZoneFailure) mistake.abort(error);
          throw error;
        } finally {
          const dueInMs = session.pool.trialsDueInMs;
          if (dueInMs !== undefined) loop.comeBackWithin(dueInMs);
        }
      };
      let callsBefore = session.apiCalls();
      const tell = (event: LoopEvent): void => {
        metrics?.onLoopEvent(event);
        if (mistake.signal.aborted) return;
        if (event.type === 'runStarted') callsBefore = session.apiCalls();
        const apiCalls = session.apiCalls() - callsBefore;
        const about = {
          event,
          record,
          remarks: clusterRuns.remarks(),
          apiCalls,
          explain: (error: unknown) => explainCloudError(error, choice),
        };
        seen?.onLoopEvent(event, about);
        const time = new Date(clock.now());
        for (const line of runLines({ ...about, time }, options, io.style)) io.print(line);
      };
      const loop: ReconcileLoop = new ReconcileLoop({
        reconcile,
        clock,
        intervalMs: options.interval || undefined,
        mayWrite: source.turn?.mayRun,
        standbyMs: STANDBY_MS,
        onEvent: tell,
      });
      const state = source.state ?? ((): ProcessState => ALONE);
      const counted =
        metrics &&
        (() => {
          const { isLeader, health } = state();
          return metrics.page({ isLeader, health: health.values(), cluster: clusterRuns.cluster() });
        });
      const server = await healthServer(loop, clock, options, counted);
      const unfollow = source.follow?.((reason) => {
        metrics?.onChange();
        loop.request(reason);
      });
      try {
        if (seen !== undefined && options.console !== undefined) {
          const facts = {
            command: source.command,
            cluster: options.cluster,
            cloud: describeCloud(choice),
            occasions: occasionsOf(source, options),
          };
          const now = (): LoopNow => ({
            loop,
            now: clock.now(),
            ...state(),
            cluster: clusterRuns.cluster(),
            runs: seen.runs,
          });
          page = await serveLoop(facts, now, { port: options.console, folder: world.pages });
        }
        io.remark(startRemark(describeCloud(choice), occasionsOf(source, options), server, page));
        const ends = AbortSignal.any([stop?.graceful ?? AbortSignal.abort(), mistake.signal]);
        await source.ready?.(ends);
        await loop.run(ends);
        mistake.signal.throwIfAborted();
      } finally {
        unfollow?.();
        await server?.close();
        await page?.close();
      }
      return undefined;
    });
  } finally {
    own?.release();
  }
}

async function firstPlan(
  session: PoolSession,
  { command, read }: LongRun,
  options: LongRunOptions,
  zones: CurrentZones,
  io: Io,
): Promise<CommandResult> {
  const cluster = await read();
  for (const line of remarkLines(cluster.remarks)) io.remark(line);
  zones.current = cluster.zones;
  await requireKnownZones(cluster.zones, session.cloud, options);
  await tellAbsentInstances(session, cluster, io);
  const planned = await planReconciliation(session, cluster, options);
  return planResult(command, session, planned, clusterDocument(cluster), refusals(cluster));
}

const occasionsOf = ({ occasion }: LongRun, { interval }: LongRunOptions): readonly string[] => [
  ...(interval > 0 ? [`every ${interval / 1_000} s`] : []),
  ...(occasion === undefined ? [] : [occasion]),
];

function startRemark(
  cloud: string,
  occasions: readonly string[],
  server: HealthServer | undefined,
  page: LoopPage | undefined,
): string {
  const health = server === undefined ? '' : `; health on ${server.url}/healthz and /readyz, /metrics for Prometheus`;
  const seen = page === undefined ? '' : `; console on ${page.url}/`;
  return `reconciling ${occasions.join(' and ')}, on ${cloud}${health}${seen}`;
}
