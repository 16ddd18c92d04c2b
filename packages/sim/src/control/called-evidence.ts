import type { MethodEvidence } from '../coverage.ts';
import { evidenceOfMethod } from '../coverage.ts';

/** A method that was called, and how it is known what it does. */
export interface CalledMethod extends MethodEvidence {
  readonly calls: number;
}

/** What was called, by how it is known. */
export interface CalledEvidence {
  readonly methods: readonly CalledMethod[];
  /** Calls of what is no method of Compute, by id. */
  readonly others: Readonly<Record<string, number>>;
}

/** @param counts how often methods were called, by id */
export function calledEvidence(counts: Readonly<Record<string, number>>): CalledEvidence {
  const all = Object.entries(counts).map(([id, calls]) => ({ id, calls, method: evidenceOfMethod(id) }));
  return {
    methods: all.flatMap(({ calls, method }) => (method === undefined ? [] : [{ ...method, calls }])),
    others: Object.fromEntries(all.flatMap(({ id, calls, method }) => (method === undefined ? [[id, calls]] : []))),
  };
}
