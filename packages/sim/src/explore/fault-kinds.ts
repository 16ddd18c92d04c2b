import { readFault } from '../traffic/fault.ts';
import type { Fault } from '../traffic/fault.ts';
import { readFields, readText, show } from '../read-fields.ts';
import { CRASH, SWITCH } from './incident.ts';

/** A kind of fault of one's own. */
export interface NamedFault {
  /** Under which it is told of: other than those of the kinds there are. */
  readonly name: string;
  readonly fault: Fault;
}

/** How a call is tampered with. */
export type Tampering =
  /** By a fault of the simulator. */
  | { readonly fault: Fault }
  /** A read is answered from before the last write. */
  | { readonly staleWrites: number }
  /** The answer takes so long. */
  | { readonly slowMs: number };

/** Which calls something can happen to. */
export type Prey = 'all' | 'mutations' | 'reads';

export interface FaultKindOfRun {
  readonly tampering: Tampering;
  readonly prey: Prey;
  /** What became of a call that it happened to, in a story: “disks.insert of d1: …”. */
  readonly tells: string;
  /** Whether the cloud's own answer arrives, which may be a refusal. */
  readonly isAnswered?: true;
}

/** The kinds of fault there are. */
export type FaultName =
  /** 403, and nothing is done. */
  | 'refused'
  /** 429, and nothing is done. */
  | 'rateLimited'
  /** 503, and nothing is done. */
  | 'unavailable'
  /** The mutation is carried out, and no answer arrives. */
  | 'answerLost'
  /** The connection is reset before anything is done. */
  | 'reset'
  /** What is asked is done, and the answer breaks off. */
  | 'truncated'
  /** The mutation arrives twice. */
  | 'duplicate'
  /** The mutation is accepted, and its operation ends with an error and without effect. */
  | 'operationFails'
  /** The mutation is accepted, and its operation runs for ever. */
  | 'operationNeverEnds'
  /** The read is answered from before the last write. */
  | 'staleRead'
  /** The answer takes two minutes; of a program in a process of its own, as long as is said. */
  | 'slow';

/** How long a slow answer takes where time is the program's own. */
export const SLOW_MS = 120_000;

const KINDS: Readonly<Record<FaultName, FaultKindOfRun>> = {
  refused: {
    tampering: { fault: { error: { code: 403 } } },
    prey: 'all',
    tells: 'refused with 403, and nothing was done',
  },
  rateLimited: {
    tampering: { fault: { error: { code: 429 } } },
    prey: 'all',
    tells: 'refused with 429, and nothing was done',
  },
  unavailable: {
    tampering: { fault: { error: { code: 503 } } },
    prey: 'all',
    tells: 'refused with 503, and nothing was done',
  },
  answerLost: {
    tampering: { fault: 'answerLost' },
    prey: 'mutations',
    tells: 'carried out, and the answer was lost',
  },
  reset: {
    tampering: { fault: 'reset' },
    prey: 'all',
    tells: 'the connection was reset before anything was done',
  },
  truncated: {
    tampering: { fault: { truncate: 16 } },
    prey: 'all',
    tells: 'carried out, and the answer broke off after 16 bytes',
  },
  duplicate: {
    tampering: { fault: 'duplicate' },
    prey: 'mutations',
    tells: 'the request arrived twice',
    isAnswered: true,
  },
  operationFails: {
    tampering: {
      fault: {
        operationError: {
          code: 'ZONE_RESOURCE_POOL_EXHAUSTED',
          message: 'The zone does not have enough resources available to fulfill the request.',
        },
      },
    },
    prey: 'mutations',
    tells: 'accepted, and its operation was to end with the error ZONE_RESOURCE_POOL_EXHAUSTED',
  },
  operationNeverEnds: {
    tampering: { fault: 'operationNeverEnds' },
    prey: 'mutations',
    tells: 'accepted, and its operation was never to end',
  },
  staleRead: {
    tampering: { staleWrites: 1 },
    prey: 'reads',
    tells: 'answered from before the last write',
    isAnswered: true,
  },
  slow: slowBy(SLOW_MS),
};

function slowBy(slowMs: number): FaultKindOfRun {
  return { tampering: { slowMs }, prey: 'all', tells: `the answer took ${slowMs / 1000} s`, isAnswered: true };
}

export const FAULT_NAMES: readonly FaultName[] = Object.keys(KINDS) as FaultName[]; // The keys of a table of ours.

/**
 * The kinds that are tried, by name.
 *
 * @param slowMs how long a slow answer takes
 * @throws TypeError for what is no kind, naming the field
 */
export function faultKindsOf(
  chosen: readonly (FaultName | NamedFault)[],
  slowMs: number,
): ReadonlyMap<string, FaultKindOfRun> {
  if (!Array.isArray(chosen)) throw new TypeError(`faults must be a list; got ${show(chosen)}`);
  const kinds = new Map<string, FaultKindOfRun>();
  for (const [index, one] of (chosen as readonly (FaultName | NamedFault)[]).entries()) {
    const kind = kindOf(one, `faults[${index}]`);
    if (kinds.has(nameOf(one))) throw new TypeError(`faults[${index}] is there twice: ${nameOf(one)}`);
    kinds.set(nameOf(one), one === 'slow' ? slowBy(slowMs) : kind);
  }
  return kinds;
}

const nameOf = (one: FaultName | NamedFault): string => (typeof one === 'string' ? one : one.name);

function kindOf(one: FaultName | NamedFault, field: string): FaultKindOfRun {
  if (typeof one === 'string') {
    if (Object.hasOwn(KINDS, one)) return KINDS[one];
    throw new TypeError(
      `${field} must be one of ${FAULT_NAMES.join(', ')}, or { name, fault }; got ${show(one)}. Crashes are tried unless crashes is false.`,
    );
  }
  const fields = readFields(one, field, ['name', 'fault']);
  const name = readText(fields['name'], `${field}.name`);
  if (Object.hasOwn(KINDS, name) || name === CRASH || name === SWITCH) {
    throw new TypeError(`${field}.name is that of a kind there is: ${name}`);
  }
  const { kind, needsMutation } = readFault(fields['fault']);
  return {
    tampering: { fault: one.fault },
    prey: needsMutation ? 'mutations' : 'all',
    tells: `hit by ${kind === 'latencyMs' ? 'latency' : kind} (${name})`,
  };
}
