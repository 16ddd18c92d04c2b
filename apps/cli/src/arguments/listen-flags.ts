import type { Command } from 'commander';
import { Option } from 'commander';
import type { ListenOptions } from '@gcepool/sim/node';
import type { ListenName, ListenRule } from '@gcepool/sim/options';
import { LISTEN_NAMES, LISTEN_RULES } from '@gcepool/sim/options';
import { usageFailure } from '../failure.ts';
import { flagNameOf } from './flag-name.ts';
import type { DeclaredFlag } from './given-options.ts';
import { givenOptions } from './given-options.ts';

/** What the command listens with unless it is told otherwise: clients are told of one port. */
const DEFAULTS: ListenOptions = { port: 4080, host: '127.0.0.1' };

const listenFlags = (): readonly DeclaredFlag<ListenName>[] =>
  LISTEN_NAMES.flatMap((name) => {
    const option = flagOf(name, LISTEN_RULES[name]);
    return option === undefined ? [] : [{ name, option }];
  });

/** Declares flags for all options of `listen` that can be said in words. */
export function addListenFlags(command: Command): Command {
  for (const { option } of listenFlags()) command.addOption(option);
  return command;
}

/** What of the flags a simulator is served with. */
export const listenOptionsOf = (flags: object): ListenOptions =>
  // The flags were parsed by the rules of the options of the same names.
  givenOptions(flags, listenFlags());

function flagOf(name: ListenName, rule: ListenRule): Option | undefined {
  const summary = Object.hasOwn(DEFAULTS, name) ? rule.summary : `${rule.summary} (default: ${rule.otherwise})`;
  const flag = `--${flagNameOf(rule.kind === 'texts' ? rule.singular : name)}`;
  switch (rule.kind) {
    case 'switch':
      return new Option(flag, summary);
    case 'number':
      return new Option(`${flag} <${rule.word}>`, summary)
        .default(DEFAULTS[name])
        .argParser((text) => taken(flag, numberIn(flag, text), rule.refusalOf));
    case 'text': {
      const option = new Option(`${flag} <${rule.word}>`, summary).default(DEFAULTS[name]);
      if (rule.variable !== undefined) option.env(rule.variable);
      return option.argParser((text) => taken(flag, text, rule.refusalOf));
    }
    case 'texts':
      return new Option(`${flag} <${rule.word}>`, `${rule.summary} (repeatable)`).argParser(
        (text, earlier: readonly string[] | undefined) => [...(earlier ?? []), taken(flag, text, rule.refusalOf)],
      );
    case 'code':
      return undefined;
  }
}

function numberIn(flag: string, text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw usageFailure(`${flag}: '${text}' is no number`);
}

/** The rule's own words alone: the argument, which commander would repeat, may be a secret. */
function taken<T>(flag: string, value: T, refusalOf: (value: T) => string | undefined): T {
  const refusal = refusalOf(value);
  if (refusal !== undefined) throw usageFailure(`${flag}: ${refusal}`);
  return value;
}
