import type { Command } from 'commander';
import { Option } from 'commander';
import type { SimulatorOptions } from '@gcepool/sim';
import type { OptionName, OptionRule } from '@gcepool/sim/options';
import { OPTION_NAMES, OPTION_RULES } from '@gcepool/sim/options';
import { flagNameOf } from './flag-name.ts';
import type { DeclaredFlag } from './given-options.ts';
import { givenOptions } from './given-options.ts';
import { parseCount, parseTime } from './values.ts';

/** Flags for all options of a simulator that can be said in words. */
const simulatorFlags = (): readonly DeclaredFlag<OptionName>[] =>
  OPTION_NAMES.flatMap((name) => {
    const option = flagOf(name, OPTION_RULES[name]);
    return option === undefined ? [] : [{ name, option }];
  });

export function addSimulatorFlags(command: Command): Command {
  for (const { option } of simulatorFlags()) command.addOption(option);
  return command;
}

/** What of the flags a simulator is made with. */
export const simulatorOptionsOf = (flags: object): SimulatorOptions =>
  // The flags were parsed by the rules of the options of the same names.
  givenOptions(flags, simulatorFlags());

function flagOf(name: OptionName, rule: OptionRule): Option | undefined {
  const flag = `--${flagNameOf(name)}`;
  switch (rule.kind) {
    case 'choice': {
      const choices = Object.keys(rule.choices);
      return new Option(`${flag} <${name}>`, rule.summary).choices(choices).default(choices[0]);
    }
    case 'switch':
      return new Option(flag, rule.summary);
    case 'text':
      return new Option(`${flag} <text>`, rule.summary);
    case 'milliseconds':
      return new Option(`${flag} <ms>`, rule.summary).argParser(parseCount);
    case 'time':
      return new Option(`${flag} <time>`, rule.summary).argParser(parseTime);
    case 'code':
      return undefined;
  }
}
