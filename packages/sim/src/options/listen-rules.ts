import { givenHostName } from './host-name.ts';
import type { ListenOptions } from './listen-options.ts';

/** Every option by name, as a caller may give it. */
type Given = Required<ListenOptions>;
export type ListenName = keyof Given;

interface Described {
  /** What it says, in one line. */
  readonly summary: string;
  /** What holds where it is not said, in words. */
  readonly otherwise: string;
}

/** What a flag can say. */
interface SaidRule<T> extends Described {
  /** What stands for the value in help. */
  readonly word: string;
  /** Why a value is refused, as it goes on after the name of the option; undefined for one that is taken. */
  readonly refusalOf: (value: T) => string | undefined;
}

interface NumberRule extends SaidRule<number> {
  readonly kind: 'number';
}

interface TextRule extends SaidRule<string> {
  readonly kind: 'text';
  /** The variable that says it where no flag does, so that it is on no command line. */
  readonly variable?: string;
}

interface TextsRule extends SaidRule<string> {
  readonly kind: 'texts';
  /** What one of them is called. */
  readonly singular: string;
}

interface SwitchRule extends Described {
  readonly kind: 'switch';
}

/** What no flag can say. */
interface CodeRule extends Described {
  readonly kind: 'code';
}

/** The rule that fits what an option takes. */
type RuleOf<T> = [T] extends [boolean]
  ? SwitchRule
  : [T] extends [number]
    ? NumberRule
    : [T] extends [string]
      ? TextRule
      : [T] extends [readonly string[]]
        ? TextsRule
        : CodeRule;

export type ListenRule = CodeRule | NumberRule | SwitchRule | TextRule | TextsRule;

const tokenRefusal = (token: string): string | undefined =>
  token.length < 8 ? 'must have at least 8 characters' : undefined;

/** What a simulator takes when it is idle, and some room. */
const LEAST_MEBIBYTES = 64;

/** The one list of all options: who adds one to {@link ListenOptions} says here what it is, or this does not compile. */
export const LISTEN_RULES: { readonly [Name in ListenName]: RuleOf<Given[Name]> } = {
  port: {
    kind: 'number',
    word: 'port',
    summary: 'port to listen on, 0 for any free one',
    otherwise: '0; 4080 in gcepool sim',
    refusalOf: (port) =>
      Number.isInteger(port) && port >= 0 && port <= 65_535
        ? undefined
        : `must be a whole number from 0 to 65535; got ${port}`,
  },
  host: {
    kind: 'text',
    word: 'address',
    summary: 'address to listen on',
    otherwise: '127.0.0.1',
    refusalOf: (host) => (givenHostName(host) === undefined ? `'${host}' is no host name and no address` : undefined),
  },
  allowHosts: {
    kind: 'texts',
    word: 'name',
    singular: 'allowHost',
    summary: 'host name by which clients call it, beside localhost and those of Google',
    otherwise: 'none',
    refusalOf: (host) =>
      givenHostName(host) === undefined
        ? `'${host}' is no host name; give names such as 'sim.test', without scheme and port`
        : undefined,
  },
  adminToken: {
    kind: 'text',
    word: 'token',
    variable: 'GCEPOOL_ADMIN_TOKEN',
    summary: 'what the control plane at /_sim asks for, as Authorization: Bearer',
    otherwise: 'that one is on this machine',
    refusalOf: tokenRefusal,
  },
  token: {
    kind: 'text',
    word: 'token',
    variable: 'GCEPOOL_TOKEN',
    summary: 'what the API asks for, as Authorization: Bearer',
    otherwise: 'nothing',
    refusalOf: tokenRefusal,
  },
  memory: {
    kind: 'number',
    word: 'mebibytes',
    summary: 'how much it may keep',
    otherwise: 'three quarters of the heap of Node.js',
    refusalOf: (mebibytes) =>
      Number.isInteger(mebibytes) && mebibytes >= LEAST_MEBIBYTES
        ? undefined
        : `must be a whole number of MiB, at least ${LEAST_MEBIBYTES}; got ${mebibytes}`,
  },
  onMemoryMet: { kind: 'code', summary: 'who is told when memory is met', otherwise: 'nobody' },
  ownLinks: {
    kind: 'switch',
    summary: 'answer with links to this server, for clients that follow links',
    otherwise: 'those of GCE',
  },
  tls: { kind: 'code', summary: 'how to speak TLS, also as a proxy', otherwise: 'plain HTTP alone' },
  timeouts: {
    kind: 'code',
    summary: 'how long to wait for slow clients',
    otherwise: '20 s for headers, 60 s for a request, 65 s between requests',
  },
};

// The keys of a value of that type are those names.
export const LISTEN_NAMES = Object.keys(LISTEN_RULES) as readonly ListenName[];
