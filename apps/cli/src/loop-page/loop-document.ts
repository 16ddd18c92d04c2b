import type { LoopDocument, LoopPort, LoopRun, LoopRunDocument, LoopStep } from '@gcepool/console/loop-document';
import type { Outcome, ReconcileLoop, ServicePort } from '@gcepool/core';
import { messageOf } from '@gcepool/core/internal';
import { remarkLines } from '@gcepool/kubernetes';
import { refusals } from '../kubernetes/cluster.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Healthy } from '../kubernetes/backends-annotation.ts';
import { oneLine } from '../one-line.ts';
import { stepChanges } from '../output/step-changes.ts';
import { ownVersion } from '../own-version.ts';
import type { RecordedRun } from './loop-record.ts';

/** What never changes about a loop. */
export type LoopFacts = Pick<LoopDocument, 'command' | 'cluster' | 'cloud' | 'occasions'>;

/** How a loop is at the moment. */
export interface LoopNow {
  readonly loop: Pick<ReconcileLoop, 'health' | 'nextRunAt'>;
  /** In milliseconds since the epoch. */
  readonly now: number;
  readonly isLeader: boolean;
  /** What the last run was of; absent before. */
  readonly cluster: Pick<Cluster, 'ports' | 'refused' | 'remarks'> | undefined;
  /** Of the ports whose health was read, by nodePort. */
  readonly health: ReadonlyMap<number, Healthy>;
  /** Newest first. */
  readonly runs: readonly RecordedRun[];
}

/** What the page is told of a loop. Pure. */
export function loopDocument(facts: LoopFacts, { loop, now, isLeader, cluster, health, runs }: LoopNow): LoopDocument {
  const { state, failures, lastSuccessAt, lastFailureAt, runs: begun } = loop.health;
  const { nextRunAt } = loop;
  const last = runs.find(({ result }) => result !== 'running');
  return {
    ...facts,
    version: ownVersion(),
    now,
    state,
    isLeader,
    begun,
    failures,
    ...(lastSuccessAt !== undefined && { lastSuccessAt }),
    ...(lastFailureAt !== undefined && { lastFailureAt }),
    ...(nextRunAt !== undefined && { nextRunAt }),
    ports: (cluster?.ports ?? []).map((port) => portDocument(port, last, health.get(port.nodePort))),
    problems: problemsOf(facts.command, cluster === undefined ? [] : refusals(cluster), last?.error),
    remarks: cluster === undefined ? [] : remarkLines(cluster.remarks),
    runs: runs.map((run) => runSummary(run)),
  };
}

/** All that is kept of a run. Pure. */
export function runDocument(run: RecordedRun): LoopRunDocument {
  return {
    ...runSummary(run),
    steps: run.outcomes.map((outcome) => stepOf(outcome)),
    otherSteps: run.otherOutcomes,
    drift: run.drift,
    notices: run.notices.map(({ about, message }) => `${about} ${message}`),
  };
}

/** What cannot be used, and the error of the last run, where that says more. */
const problemsOf = (command: string, refused: readonly string[], error: string | undefined): readonly string[] =>
  error === undefined || error === `${command}: ${refused.join('; ')}` ? refused : [...refused, error];

function portDocument(
  { nodePort, service, servicePort }: ServicePort,
  last: RecordedRun | undefined,
  health: Healthy | undefined,
): LoopPort {
  const why = last?.problems.get(nodePort);
  const isKnown = last !== undefined && (last.isPlanned || last.result === 'succeeded');
  return {
    nodePort,
    label: [service ?? '–', ...(servicePort === undefined ? [] : [servicePort])].join(':'),
    state: why !== undefined ? 'not as desired' : isKnown ? 'as desired' : 'unknown',
    ...(why !== undefined && { why }),
    ...(health !== undefined && { health: { healthy: health.healthy, total: health.total } }),
  };
}

const runSummary = ({
  number,
  startedAt,
  tookMs,
  result,
  reasons,
  sum,
  changes,
  drift,
  ...run
}: RecordedRun): LoopRun => ({
  number,
  startedAt,
  ...(tookMs !== undefined && { tookMs }),
  result,
  reasons,
  sum,
  changes,
  drifts: drift.length,
  apiCalls: run.apiCalls,
  retries: run.retries,
  ...(run.error !== undefined && { error: run.error }),
});

function stepOf(outcome: Outcome): LoopStep {
  const { step } = outcome;
  const error = 'error' in outcome ? outcome.error : 'refusal' in outcome ? outcome.refusal : undefined;
  return {
    verb: step.verb,
    resource: step.resource,
    reason: step.reason,
    outcome: outcome.outcome,
    ...(error !== undefined && { error: oneLine(messageOf(error)) }),
    fields: stepChanges(step),
  };
}
