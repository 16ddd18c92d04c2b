import { modelOf } from '@gcepool/api/models';
import type { OperationFate } from '../collections/call.ts';
import { ownVersion } from '../kernel/own-version.ts';
import { restoreSnapshot, takeSnapshot } from '../kernel/snapshot.ts';
import { seedOf } from '../kernel/token.ts';
import { OPTION_RULES } from '../options/option-rules.ts';
import type { ClockMode } from '../simulation/clock.ts';
import type { RequestCommand, SimulationRules } from '../simulation/simulation.ts';
import { Simulation } from '../simulation/simulation.ts';
import type { KeptSettings } from '../stores/store.ts';
import type { LoggedCall } from '../traffic/logged-call.ts';
import { refusalIn, shapeOf } from './answer-shape.ts';
import { learnFromAnswers } from './learn-from-answers.ts';
import { isAnsweredByService, playReport } from './play-report.ts';
import { playRequest } from './play-step.ts';
import { renamedChange, renamedSnapshot } from './renamed-state.ts';
import { renamedRequest } from './renamed-request.ts';
import { Renaming } from './renaming.ts';
import type { Report, ReportedCall, ReportedStep } from './report.ts';
import { stepsOf } from './steps.ts';
import { apiRequestOf } from './reported-request.ts';

/** What a report is made of. */
export interface Reported {
  readonly rules: SimulationRules;
  readonly settings: KeptSettings;
  readonly clock: ClockMode;
  readonly simulation: Simulation;
  readonly calls: readonly LoggedCall[];
}

/** Stands for a seed that somebody chose. */
const SEED = 'reported';

/**
 * Plays what happened a second time twice, side by side: as it was, and renamed. What the service makes up in answer to requests that are
 * renamed is other than what it was, and later requests name that.
 */
export function makeReport({ rules, settings, clock, simulation, calls }: Reported): Report {
  const renaming = new Renaming();
  const { steps, left } = stepsOf(simulation.journal, calls);
  const seed = settings['seed'] === OPTION_RULES.seed.default ? OPTION_RULES.seed.default : SEED;
  const renamedRules = { ...rules, seed: seedOf(seed) };
  const start = renamedSnapshot(renaming, takeSnapshot(simulation.journal.base));
  const was = new Simulation(rules, simulation.journal.base);
  const is = new Simulation(renamedRules, restoreSnapshot(structuredClone(start), rules.freshState()));
  const shapes = new Map<string, number>();
  const told = steps.map((step): ReportedStep => {
    if (step.kind === 'change') {
      const change = renamedChange(renaming, step.change);
      was.replay([step.change]);
      is.replay([change]);
      return { change };
    }
    const { call, command } = step;
    const request = renamedRequest(renaming, step.request);
    const effect = command && renamedEffect(renaming, command);
    const logged = call === undefined ? {} : renamedLog(renaming, call);
    if (!isAnsweredByService(logged, effect)) return { ...logged, request };
    const first = playRequest(was, step.request, command, clock === 'instant');
    const second = playRequest(is, apiRequestOf(request), effect, clock === 'instant');
    learnFromAnswers(renaming, first.body, second.body);
    const shape = shapeOf(second);
    const { message } = refusalIn(second);
    return {
      ...logged,
      request,
      ...(effect === undefined ? {} : { effect }),
      ...(message === '' ? {} : { message }),
      ...(shape === '' ? {} : { shape: indexOf(shapes, shape) }),
    };
  });
  const { versions, platform, arch } = globalThis.process ?? {};
  const report: Report = {
    format: 'gcepool-report',
    version: 1,
    made: {
      by: `@gcepool/sim ${ownVersion()}`,
      revision: modelOf('v1').revision,
      ...(versions && { node: versions.node, platform: `${platform} ${arch}` }),
    },
    options: { ...settings, seed },
    clock,
    start,
    steps: told,
    left,
    shapes: [...shapes.keys()],
    end: { resources: takeSnapshot(is.state).resources.map(([path]) => path) },
  };
  const [differs] = playReport(report, renamedRules).differences;
  return differs === undefined ? report : { ...report, differs };
}

type Logged = Omit<ReportedCall, 'effect' | 'message' | 'request' | 'shape'>;

/** What the log has of a call. */
function renamedLog(renaming: Renaming, { sequence, method, status, more = {} }: LoggedCall): Logged {
  const { reason, fault, instead } = more;
  return {
    call: sequence,
    ...(method === undefined ? {} : { api: method }),
    status,
    // Those of the service are GCE's words; faults may have one of somebody's own.
    ...(reason === undefined ? {} : { reason: fault === undefined ? reason : renaming.text(reason) }),
    ...(fault === undefined ? {} : { fault }),
    ...(instead === undefined ? {} : { instead }),
  };
}

function renamedEffect(
  renaming: Renaming,
  { now, operation, named }: RequestCommand,
): NonNullable<ReportedCall['effect']> {
  return {
    now,
    ...(operation && { operation: renamedFate(renaming, operation) }),
    ...(named && { named: named.map((project) => renaming.text(project)) }),
  };
}

/** Its error may be of somebody's own. */
const renamedFate = (renaming: Renaming, { error, ...fate }: OperationFate): OperationFate => ({
  ...fate,
  ...(error && { error: { ...error, code: renaming.text(error.code), message: renaming.text(error.message) } }),
});

function indexOf(shapes: Map<string, number>, shape: string): number {
  const index = shapes.get(shape) ?? shapes.size;
  shapes.set(shape, index);
  return index;
}
