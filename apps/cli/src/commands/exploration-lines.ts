import type { Exploration, Finding, Schedule } from '@gcepool/sim/explore';
import { shellWord } from '../output/shell-word.ts';
import type { Style } from '../output/style.ts';
import type { ExploreOptions } from './explore-options.ts';
import { STANDARD } from './explore-options.ts';

/** The command line that runs a schedule alone, on what it was found on and by what it breaks. */
function again(schedule: Schedule, command: readonly string[], options: ExploreOptions): string {
  const { invariant, boundedCalls, wanted = [], own = [], calls, runSeconds, slowSeconds, seedFile, project } = options;
  const each = (flag: string, values: readonly (number | string | undefined)[]): readonly string[] =>
    values.flatMap((value) => (value === undefined ? [] : [flag, String(value)]));
  const words = [
    ...(invariant === undefined ? [] : ['--invariant', ...invariant]),
    ...each('--bounded-calls', [boundedCalls]),
    ...each('--wanted', wanted),
    ...each('--own', own),
    ...each('--calls', [calls]),
    ...each('--run-seconds', [runSeconds === STANDARD.runSeconds ? undefined : runSeconds / 1000]),
    ...each('--slow-seconds', [slowSeconds === undefined ? undefined : slowSeconds / 1000]),
    ...each('--seed-file', [seedFile]),
    ...each('--project', [project === STANDARD.project ? undefined : project]),
    '--only',
    ...schedule.map(({ call, method, kind }) => `${call}:${method}:${kind}`),
    '--',
    ...command,
  ];
  return `gcepool explore ${words.map(shellWord).join(' ')}`;
}

/** What is told of an exploration. */
export function linesOf(
  exploration: Exploration,
  command: readonly string[],
  options: ExploreOptions,
  style: Style,
): readonly string[] {
  const { findings, runs, callsWithoutFault, covered, cutOff, unsteady } = exploration;
  const { faults, crashes, interleavings, pairs } = covered;
  return [
    ...findings.flatMap((finding) => [...findingLines(finding, command, options, style), '']),
    `${runs} runs of the program, which makes ${callsWithoutFault} calls: ` +
      `${faults.run} of ${faults.of} faults, ${crashes.run} of ${crashes.of} crashes, ` +
      (interleavings.of === 0 ? '' : `${interleavings.run} of ${interleavings.of} interleavings, `) +
      `${pairs.run} of ${pairs.of} pairs`,
    ...(cutOff === 0 ? [] : [`${cutOff === 1 ? '1 run was' : `${cutOff} runs were`} cut off`]),
    ...(unsteady === undefined ? [] : [`it is not the same each time: ${unsteady}`]),
    ...(findings.length > 0
      ? []
      : [runs > 2 ? style.good('nothing was found') : 'nothing was tried but the run without a fault']),
  ];
}

function findingLines(
  { invariant, schedule, story, alsoBy }: Finding,
  command: readonly string[],
  options: ExploreOptions,
  style: Style,
): string[] {
  return [
    style.strong(style.bad(invariant)),
    ...story.map((line) => `  ${line}`),
    ...(alsoBy.length === 0
      ? []
      : [
          `  ${alsoBy.length === 1 ? '1 other schedule has' : `${alsoBy.length} other schedules have`} the same effect.`,
        ]),
    ...(schedule.length === 0 ? [] : [style.dim(`  again: ${again(schedule, command, options)}`)]),
  ];
}
