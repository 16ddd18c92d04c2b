import { choicesOf, OPTION_NAMES } from './option-rules.ts';
import type { SimulatorOptions } from './simulator-options.ts';

/** @throws TypeError for an option that is none of the words it takes */
export function checkChoices(options: SimulatorOptions): void {
  for (const name of OPTION_NAMES) {
    const choices = choicesOf(name);
    const value: unknown = options[name];
    if (choices === undefined || value === undefined) continue;
    if (typeof value === 'string' && choices.includes(value)) continue;
    const known = choices.map((choice) => `'${choice}'`).join(', ');
    const given = typeof value === 'string' ? value : JSON.stringify(value);
    throw new TypeError(`${name} must be one of ${known}; got '${given}'`);
  }
}
