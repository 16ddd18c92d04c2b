export { LISTEN_NAMES, LISTEN_RULES } from './listen-rules.ts';
export type { ListenName, ListenRule } from './listen-rules.ts';
export { OPTION_NAMES, OPTION_RULES } from './option-rules.ts';
export type { OptionName, OptionRule } from './option-rules.ts';
export { SCRIPT_FORMS } from '../scripts/script-form.ts';
