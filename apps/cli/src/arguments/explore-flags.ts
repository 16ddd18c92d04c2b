import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { ExploreOptions } from '../commands/explore-options.ts';
import { STANDARD } from '../commands/explore-options.ts';
import { INVARIANT_NAMES } from '../commands/named-invariants.ts';
import type { Finish } from '../command-result.ts';
import type { Io } from '../io.ts';
import { collect, parseCount, parseProject, parseSeconds } from './values.ts';

/** Declares `gcepool explore`. */
export function addExplore(program: Command, io: Io, finish: Finish): void {
  program
    .command('explore')
    .description('run a program again and again on a simulator, each time with something else that goes wrong')
    .passThroughOptions()
    .addOption(
      new Option('--invariant <names...>', 'what must hold after each run (default: ends honest-success)').choices(
        INVARIANT_NAMES,
      ),
    )
    .option('--bounded-calls <count>', 'that no run makes more calls must hold too', parseCount)
    .option('--wanted <path>', 'what no-leaks lets be left, with * and ** (repeatable)', collect)
    .option(
      '--own <path>',
      "what nothing-foreign-touched takes for the program's own, with * and ** (repeatable)",
      collect,
    )
    .option('--faults <kinds...>', 'kinds of fault that are tried (default: all; slow only with --slow-seconds)')
    .option('--no-crashes', 'do not kill the program before each of its calls')
    .option('--slow-seconds <time>', 'how long a slow answer takes', parseSeconds)
    .addOption(
      new Option('--instances <count>', 'how many instances run at the same time: two are interleaved, call by call')
        .choices(['1', '2'])
        .default('1'),
    )
    .option('--runs <count>', 'the most runs', parseCount, 500)
    .option('--seconds <time>', 'begin no run after so long', parseSeconds)
    .option(
      '--calls <count>',
      'the most calls of a run (default: three times those without a fault, and 100)',
      parseCount,
    )
    .option('--run-seconds <time>', 'the longest that a run takes', parseSeconds, STANDARD.runSeconds)
    .option('--seed <text>', 'from which the order of pairs is drawn', '1')
    .option('--only <call:method:kind...>', 'run this schedule alone, as findings name it', parseIncident)
    .option('--seed-file <file>', 'resources that there are from the start, as YAML')
    .option('--project <id>', 'project that clients work in', parseProject, STANDARD.project)
    .option('--verbose', 'show what the program prints')
    .addOption(new Option('--output <form>', 'form of the output').choices(['text', 'json']).default('text'))
    .option('--json', 'the same as --output json')
    .argument('<command...>', 'the program and its arguments, after --: python3 deploy.py')
    .action(async (command: readonly string[], options: ExploreOptions & { output: 'text' | 'json'; json?: true }) => {
      const { explore } = await import('../commands/explore.ts');
      finish(await explore(command, options, io), options.json === true ? 'json' : options.output);
    });
}

interface NamedIncident {
  readonly call: number;
  readonly method: string;
  readonly kind: string;
}

/** Collects incidents such as `3:disks.insert:answerLost`. */
function parseIncident(text: string, earlier: readonly NamedIncident[] = []): readonly NamedIncident[] {
  const [, call, method, kind] = /^(\d{1,7}):([\w.]+):(\w+)$/.exec(text) ?? [];
  if (call === undefined || method === undefined || kind === undefined)
    throw new InvalidArgumentError('Use call, method and kind, such as 3:disks.insert:answerLost.');
  return [...earlier, { call: Number(call), method, kind }];
}
