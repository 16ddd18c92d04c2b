import type { Method } from '@gcepool/api';
import type { Collection } from '../collections/collection.ts';
import type { Source } from '../collections/evidence.ts';
import type { Recorded } from './recorded-methods.ts';
import { recordedMethods } from './recorded-methods.ts';

/** How the effect of a method that is simulated is known. */
export interface KnownEffect {
  /**
   * `recorded`: compared with recorded answers of the real service. `documented`: built from a text that says what it does.
   * `generic`: what methods of its name do everywhere, and nobody has looked at what this collection does. `assumed`: a guess.
   */
  readonly evidence: 'recorded' | 'documented' | 'generic' | 'assumed';
  /** How many of the recorded exchanges are answered as they were; absent where none was recorded. */
  readonly recorded?: Recorded;
  /** Where it is documented. */
  readonly sources?: readonly Source[];
  /** Why a guess is this one. */
  readonly reason?: string;
  /** Variants that are not simulated. */
  readonly lacking?: string;
}

/** How the effect of a method is known, the strongest evidence first. */
export function evidenceOf(method: Method, collection: Collection): KnownEffect {
  const { documented = {}, assumed = {}, lacking = {} } = collection.evidence ?? {};
  const { name } = method;
  const recorded = recordedMethods.get(method.id);
  const source = own(documented, name);
  const reason = own(assumed, name);
  const variants = own(lacking, name);
  const more = {
    ...(recorded === undefined ? {} : { recorded }),
    ...(source === undefined ? {} : { sources: [source].flat() }),
    ...(variants === undefined ? {} : { lacking: variants }),
  };
  if (recorded !== undefined && recorded.matched > 0) return { evidence: 'recorded', ...more };
  if (source !== undefined) return { evidence: 'documented', ...more };
  if (reason !== undefined) return { evidence: 'assumed', ...more, reason };
  // A method of this collection's own that names no source was made up by somebody.
  const isOwn = own(collection.verbs ?? {}, name) !== undefined;
  return { evidence: isOwn ? 'assumed' : 'generic', ...more };
}

/** Whether what a method does here is a guess, or for a mutation, what methods of its name do everywhere. */
export const isUnproven = (method: Method, collection: Collection): boolean => {
  const { evidence } = evidenceOf(method, collection);
  return evidence === 'assumed' || (evidence === 'generic' && method.operationScope !== undefined);
};

const own = <Value>(table: { readonly [name: string]: Value }, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
