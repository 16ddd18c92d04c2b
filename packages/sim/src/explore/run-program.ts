import type { Simulator } from '../simulator.ts';
import type { FaultKindOfRun } from './fault-kinds.ts';
import type { Schedule } from './incident.ts';
import type { Part, Perform } from './perform.ts';
import type { InstanceName, Run } from './run.ts';

/** What is the same for all runs of an exploration. */
export interface RunRules {
  readonly perform: Perform;
  /** What every run begins with. */
  readonly simulator: Simulator;
  readonly kinds: ReadonlyMap<string, FaultKindOfRun>;
}

/** One run, on a fork of what there is. */
interface RunOrder extends Pick<Part, 'instances' | 'schedule' | 'mostCalls' | 'startsBefore'> {
  readonly on: Simulator;
  /** Undefined for the run without a fault itself. */
  readonly faultless: Run | undefined;
}

/** Runs a program once, under one schedule. */
export const runProgram = (
  rules: RunRules,
  schedule: Schedule,
  instances: readonly InstanceName[],
  mostCalls: number,
  faultless?: Run,
): Promise<Run> => runOn(rules, { on: rules.simulator, schedule, instances, mostCalls, startsBefore: 0, faultless });

async function runOn(rules: RunRules, order: RunOrder): Promise<Run> {
  const { on, faultless, schedule, mostCalls } = order;
  const gce = on.fork();
  // What is said of its calls is said of this run.
  gce.calls.clear();
  const { calls, starts, ends } = await rules.perform({ gce, kinds: rules.kinds, ...order });
  gce.staleness.clear();
  gce.clock.runUntilIdle();
  let next: Promise<Run> | undefined;
  const startsBefore = Math.max(order.startsBefore, ...starts.map(({ start }) => start));
  const run: Run = {
    schedule,
    calls,
    starts,
    ends,
    gce,
    before: on,
    get faultless() {
      return faultless ?? run;
    },
    again: () =>
      (next ??= runOn(rules, {
        on: gce,
        schedule: [],
        instances: ['A'],
        mostCalls,
        startsBefore,
        faultless: faultless ?? run,
      })),
  };
  return run;
}
