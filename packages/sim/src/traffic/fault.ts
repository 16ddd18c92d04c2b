import type { OperationFate } from '../collections/call.ts';
import type { ApiResponse } from '../api/response.ts';
import type { FaultError } from './fault-error.ts';
import { readFaultError } from './fault-error.ts';
import type { FaultOperationError } from './fault-operation-error.ts';
import { readOperationError } from './fault-operation-error.ts';
import { LONGEST_MS, readFields, readWhole, show } from '../read-fields.ts';
import { readUnreachable } from './unreachable.ts';

/** What goes wrong with a request. */
export type Fault =
  /** The connection is reset before the request is applied. */
  | 'reset'
  /** The mutation is applied, and then the connection is reset. A mutation that is refused is answered. */
  | 'answerLost'
  /** The request arrives twice; the answer is that to the second. */
  | 'duplicate'
  /** The mutation is accepted, and its operation runs for ever. */
  | 'operationNeverEnds'
  /** The request is refused before it is applied. */
  | { readonly error: FaultError; readonly latencyMs?: number }
  /** The mutation is accepted, and its operation ends with an error and without effect. */
  | { readonly operationError: FaultOperationError; readonly latencyMs?: number }
  /** The connection ends after so many bytes of the body as it travels. */
  | { readonly truncate: number; readonly latencyMs?: number }
  /**
   * Zones or regions, such as `zones/us-central1-b`, are out of reach: what is asked of one of them is refused with 503, and so is
   * an aggregated list, unless it asks for `returnPartialSuccess`: then it leaves them out, and says so.
   */
  | { readonly unreachable: readonly string[]; readonly latencyMs?: number }
  /** The answer is so many milliseconds on its way: of virtual time, and of real time with the real clock. */
  | { readonly latencyMs: number };

export type FaultKind =
  | 'reset'
  | 'answerLost'
  | 'duplicate'
  | 'operationNeverEnds'
  | 'error'
  | 'operationError'
  | 'truncate'
  | 'unreachable'
  | 'latencyMs';

/** A fault that was checked, in the form in which it is carried out. */
export interface ReadFault {
  readonly kind: FaultKind;
  readonly latencyMs: number;
  /** What is answered instead. */
  readonly response?: ApiResponse;
  readonly truncateAt?: number;
  /** Scopes that are out of reach: it hits what needs one of them. */
  readonly unreachable?: readonly string[];
  readonly operation?: OperationFate;
  /** Whether it hits mutations only. */
  readonly needsMutation: boolean;
}

const WORDS: Readonly<Record<string, Omit<ReadFault, 'kind' | 'latencyMs'>>> = {
  reset: { needsMutation: false },
  duplicate: { needsMutation: false },
  answerLost: { needsMutation: true },
  operationNeverEnds: { needsMutation: true, operation: { latencyMs: 'never' } },
};

const OBJECTS = ['error', 'operationError', 'truncate', 'unreachable', 'latencyMs'] as const;

/** @throws TypeError for what is no fault, naming the field */
export function readFault(value: unknown): ReadFault {
  const word = typeof value === 'string' && Object.hasOwn(WORDS, value) ? WORDS[value] : undefined;
  // A key of the table is a kind.
  if (word !== undefined) return { kind: value as FaultKind, latencyMs: 0, ...word };
  if (typeof value !== 'object' || value === null) {
    const kinds = [...Object.keys(WORDS).map((name) => `'${name}'`), ...OBJECTS.map((name) => `{ ${name} }`)];
    throw new TypeError(`fault must be one of ${kinds.join(', ')}; got ${show(value)}`);
  }
  const fields = readFields(value, 'fault', OBJECTS);
  const named = OBJECTS.filter((name) => fields[name] !== undefined);
  const kinds = named.filter((name) => name !== 'latencyMs');
  if (named.length === 0 || kinds.length > 1) {
    throw new TypeError(
      'fault must have one of error, operationError, truncate and unreachable, or latencyMs, or latencyMs beside one',
    );
  }
  const [kind = 'latencyMs'] = kinds;
  const latencyMs =
    fields['latencyMs'] === undefined ? 0 : readWhole(fields['latencyMs'], 'fault.latencyMs', 0, LONGEST_MS);
  switch (kind) {
    case 'error':
      return { kind, latencyMs, needsMutation: false, response: readFaultError(fields['error']) };
    case 'operationError':
      return {
        kind,
        latencyMs,
        needsMutation: true,
        operation: { error: readOperationError(fields['operationError']) },
      };
    case 'truncate':
      return {
        kind,
        latencyMs,
        needsMutation: false,
        truncateAt: readWhole(fields['truncate'], 'fault.truncate', 0, Number.MAX_SAFE_INTEGER),
      };
    case 'unreachable':
      return { kind, latencyMs, needsMutation: false, unreachable: readUnreachable(fields['unreachable']) };
    case 'latencyMs':
      return { kind, latencyMs, needsMutation: false };
  }
}
