import type { SimulatorOptions } from './simulator-options.ts';

/** Every option by name, as a caller may give it. */
type Given = Required<SimulatorOptions>;
export type OptionName = keyof Given;

interface Described {
  /** What it says, in one line. */
  readonly summary: string;
  /**
   * Whether what the recorded commands do depends on it. Then a store keeps it, and refuses to go on under another value.
   * Where it does not, why.
   */
  readonly replay: 'decides' | { readonly unaffected: string };
}

/** One of some words: the first is the default. */
interface ChoiceRule<T extends string> extends Described {
  readonly kind: 'choice';
  /** Each, and what it means. */
  readonly choices: Readonly<Record<T, string>>;
}

interface SwitchRule extends Described {
  readonly kind: 'switch';
}

interface TextRule extends Described {
  readonly kind: 'text';
  readonly default: string;
}

interface AmountRule extends Described {
  readonly kind: 'milliseconds';
  readonly default: (options: SimulatorOptions) => number;
}

/** A point in time. */
interface TimeRule extends Described {
  readonly kind: 'time';
}

/** What no flag can say. */
interface CodeRule extends Described {
  readonly kind: 'code';
}

/** The rules that fit what an option takes. */
type RuleOf<Name extends OptionName, T = Given[Name]> = [T] extends [boolean]
  ? SwitchRule
  : [T] extends [string]
    ? string extends T
      ? TextRule
      : ChoiceRule<T>
    : [T] extends [number]
      ? Name extends `${string}Ms`
        ? AmountRule
        : CodeRule
      : CodeRule | TimeRule;

export type OptionRule = AmountRule | ChoiceRule<string> | CodeRule | SwitchRule | TextRule | TimeRule;

const IN_COMMANDS = { unaffected: 'each recorded command has its time' } as const;
const IN_SNAPSHOT = { unaffected: 'the state that is kept has it' } as const;
const BEFORE_COMMANDS = { unaffected: 'it acts on requests before they are recorded, and on answers after' } as const;

/** The one list of all options: who adds one to {@link SimulatorOptions} says here what it is, or this does not compile. */
export const OPTION_RULES: { readonly [Name in OptionName]: RuleOf<Name> } = {
  seed: {
    kind: 'text',
    default: 'gcepool',
    summary: 'where its ids come from: the same seed and requests give the same answers',
    replay: 'decides',
  },
  clock: {
    kind: 'choice',
    summary: 'what operations wait for',
    choices: {
      instant: 'for nothing: what runs is done when it is looked at',
      manual: 'for the control of the clock',
      real: 'for the time of day',
    },
    replay: IN_COMMANDS,
  },
  startTime: {
    kind: 'time',
    summary:
      'virtual time at the start, RFC 3339 (default: 2026-01-05T08:00:00-08:00; now in gcepool sim and with the real clock)',
    replay: IN_SNAPSHOT,
  },
  operationLatencyMs: {
    kind: 'milliseconds',
    default: ({ clock }) => (clock === 'real' ? 0 : 1000),
    summary: 'how long operations run, in milliseconds (default: 1000; 0 with the real clock)',
    replay: 'decides',
  },
  auth: {
    kind: 'choice',
    summary: 'whether requests need a token, of which any will do',
    choices: { none: 'no request needs one', required: 'a request without one is answered 401' },
    replay: 'decides',
  },
  iam: { kind: 'code', summary: 'who may do what', replay: BEFORE_COMMANDS },
  strict: {
    kind: 'switch',
    summary: 'refuse fields, enumeration values and parameters that Compute does not know and looks past',
    replay: 'decides',
  },
  references: {
    kind: 'choice',
    summary: 'whether links must lead to resources that exist',
    choices: { checked: 'they must', unchecked: 'they need not, for tests of one collection alone' },
    replay: 'decides',
  },
  unproven: {
    kind: 'choice',
    summary: 'what becomes of mutations that neither a recording nor a text shows, and of reads that are a guess',
    choices: { simulated: 'they are simulated', refused: 'they are answered 501' },
    replay: 'decides',
  },
  health: {
    kind: 'choice',
    summary: 'how healthy members of groups are of which nothing was said',
    choices: { assumed: 'healthy at once', live: 'as the probes of their health checks find them' },
    replay: 'decides',
  },
  firewalls: {
    kind: 'choice',
    summary: "whether firewalls stop health probes; 'enforced' needs live health",
    choices: { ignored: 'they do not', enforced: 'they do' },
    replay: 'decides',
  },
  quotas: {
    kind: 'choice',
    summary: 'whether the limits that GCE has by default are enforced',
    choices: { reported: 'they are shown', enforced: 'what would break them is refused' },
    replay: 'decides',
  },
  asInstance: {
    kind: 'text',
    default: 'projects/gcepool-sim/zones/us-central1-a/instances/gcepool-sim',
    summary: 'the instance of which the metadata server is, by its path; while there is none it is made up',
    replay: { unaffected: 'it changes nothing' },
  },
  snapshot: { kind: 'code', summary: 'what another simulator was, to go on from there', replay: IN_SNAPSHOT },
  store: { kind: 'code', summary: 'where the state is kept', replay: { unaffected: 'it is what keeps them' } },
  faults: { kind: 'code', summary: 'what goes wrong', replay: BEFORE_COMMANDS },
  latency: {
    kind: 'code',
    summary: 'how long operations run, by method',
    replay: { unaffected: 'each recorded command has what became of its operation' },
  },
  rateLimits: { kind: 'code', summary: 'limits on requests a minute', replay: BEFORE_COMMANDS },
  staleness: { kind: 'code', summary: 'how far reads are behind the writes', replay: BEFORE_COMMANDS },
  onCall: { kind: 'code', summary: 'who is told of each call', replay: BEFORE_COMMANDS },
  callLog: { kind: 'code', summary: 'how many calls are remembered', replay: BEFORE_COMMANDS },
};

// The keys of a value of that type are those names.
export const OPTION_NAMES = Object.keys(OPTION_RULES) as readonly OptionName[];

/** The words that an option takes, the default first; undefined where it takes others. */
export function choicesOf(name: OptionName): readonly string[] | undefined {
  const rule: OptionRule = OPTION_RULES[name];
  return rule.kind === 'choice' ? Object.keys(rule.choices) : undefined;
}
