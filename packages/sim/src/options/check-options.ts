import type { ListenOptions } from './listen-options.ts';
import type { ListenRule } from './listen-rules.ts';
import { LISTEN_NAMES, LISTEN_RULES } from './listen-rules.ts';
import type { OptionName } from './option-rules.ts';
import { choicesOf, OPTION_NAMES, OPTION_RULES } from './option-rules.ts';
import type { SimulatorOptions } from './simulator-options.ts';

/** @throws TypeError for a name that is no option of a simulator, and for what an option does not take */
export function checkSimulatorOptions(options: SimulatorOptions): void {
  refuseUnknown(options, OPTION_NAMES, 'createSimulator()');
  for (const name of OPTION_NAMES) {
    const refusal = options[name] === undefined ? undefined : refusalOfOption(name, options[name]);
    if (refusal !== undefined) throw new TypeError(`${name} ${refusal}`);
  }
}

function refusalOfOption(name: OptionName, value: unknown): string | undefined {
  const { kind } = OPTION_RULES[name];
  if (kind === 'switch') return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (kind === 'text') return typeof value === 'string' ? undefined : 'must be a text';
  const choices = choicesOf(name);
  if (choices === undefined || (typeof value === 'string' && choices.includes(value))) return undefined;
  const known = choices.map((choice) => `'${choice}'`).join(', ');
  return `must be one of ${known}; got '${typeof value === 'string' ? value : JSON.stringify(value)}'`;
}

/** @throws TypeError for a name that is no option of `listen`, and for what an option does not take */
export function checkListenOptions(options: ListenOptions): void {
  refuseUnknown(options, LISTEN_NAMES, 'listen()');
  for (const name of LISTEN_NAMES) {
    const value: unknown = options[name];
    const refusal = value === undefined ? undefined : refusalOf(LISTEN_RULES[name], value);
    if (refusal !== undefined) throw new TypeError(`${name}: ${refusal}`);
  }
}

/** Why an option does not take a value; undefined if it does. */
function refusalOf(rule: ListenRule, value: unknown): string | undefined {
  switch (rule.kind) {
    case 'switch':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'number':
      return typeof value === 'number' ? rule.refusalOf(value) : 'must be a number';
    case 'text':
      return typeof value === 'string' ? rule.refusalOf(value) : 'must be a text';
    case 'texts':
      if (!Array.isArray(value)) return 'must be a list of texts';
      return value
        .map((item: unknown) => (typeof item === 'string' ? rule.refusalOf(item) : 'must be texts'))
        .find(Boolean);
    case 'code':
      return undefined;
  }
}

/** What a caller does not get from a name that is misspelt would be missed in silence. */
function refuseUnknown(options: object, names: readonly string[], taker: string): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TypeError(`${unknown}: is no option of ${taker}; it takes ${names.join(', ')}`);
}
