import type { KeptSettings } from '../stores/store.ts';
import type { OptionName, OptionRule } from './option-rules.ts';
import { OPTION_NAMES, OPTION_RULES } from './option-rules.ts';
import type { SimulatorOptions } from './simulator-options.ts';
import { own } from '../kernel/own.ts';

const DECIDING = OPTION_NAMES.filter((name) => OPTION_RULES[name].replay === 'decides');

/** What a store keeps of the options of a simulator. */
export const settingsOf = (options: SimulatorOptions): KeptSettings =>
  Object.fromEntries(DECIDING.map((name) => [name, settingOf(name, options)]));

/** The options under which what is kept was made. */
export const optionsOfSettings = (settings: KeptSettings): SimulatorOptions =>
  // They were options once; what is none is refused by name. JSON has no infinity.
  ({ ...settings, operationLatencyMs: settings['operationLatencyMs'] ?? Infinity }) as SimulatorOptions;

/** @throws TypeError naming the first option under which what is kept was not made */
export function refuseOtherSettings(kept: KeptSettings, requested: KeptSettings): void {
  const defaults = settingsOf({});
  for (const name of new Set([...Object.keys(requested), ...Object.keys(kept)])) {
    // Releases that knew an option not yet, and such as know it no longer, go by its default.
    const [was, is] = [kept, requested].map((settings) =>
      Object.hasOwn(settings, name) ? settings[name] : own(defaults, name),
    );
    if (was === is) continue;
    throw new TypeError(
      `${name}: what is kept was made with ${JSON.stringify(was)}, not ${JSON.stringify(is)}; ` +
        'start with the same options, or keep this simulator elsewhere',
    );
  }
}

function settingOf(name: OptionName, options: SimulatorOptions): boolean | number | string | null {
  const value = options[name] ?? defaultOf(OPTION_RULES[name], options);
  if (value === Infinity) return null;
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  throw new TypeError(`${name} decides how commands are replayed, and is nothing that can be kept`);
}

function defaultOf(rule: OptionRule, options: SimulatorOptions): boolean | number | string | undefined {
  switch (rule.kind) {
    case 'choice':
      return Object.keys(rule.choices)[0];
    case 'switch':
      return false;
    case 'text':
      return rule.default;
    case 'milliseconds':
      return rule.default(options);
    case 'time':
    case 'code':
      return undefined;
  }
}
