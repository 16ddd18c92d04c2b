import type { Call } from '../collections/call.ts';
import type { Chance } from './chance.ts';
import type { MatchingMethods } from './method-pattern.ts';
import { methodsMatching } from './method-pattern.ts';
import { LONGEST_MS, readFields, readWhole, show } from '../read-fields.ts';

/** How long the operations of some methods run. */
export interface LatencyRule {
  /** Method id, with `*` for any part of it: `backendServices.insert`, `*.delete`. */
  readonly method: string;
  /** Milliseconds of virtual time; a range from which the seed draws, both ends included; or for ever. */
  readonly ms: number | readonly [least: number, most: number] | 'never';
}

/**
 * How long operations run, by method. It holds for the methods that otherwise answer with a finished operation too, and
 * not for an operation that was started before.
 */
export interface OperationLatency {
  /**
   * Operations of the method run so long from now on. Of the rules that match a method the latest decides; one for the
   * same pattern is replaced.
   *
   * @throws TypeError for a rule that makes no sense, naming the field; for an unknown method, the nearest
   */
  set(rule: LatencyRule): void;
  list(): readonly LatencyRule[];
  /** Operations run as long as `operationLatencyMs` says. */
  clear(): void;
}

/** The rules, and how often chance was asked. */
export interface KeptLatency {
  readonly rules: readonly LatencyRule[];
  readonly drawn: number;
}

interface Entry {
  readonly rule: LatencyRule;
  readonly methods: MatchingMethods;
}

export class LatencyRules implements OperationLatency {
  #entries: readonly Entry[];
  readonly #chance: Chance;

  constructor(rules: readonly LatencyRule[], chance: Chance) {
    this.#entries = [];
    this.#chance = chance;
    for (const rule of rules) this.set(rule);
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  set(rule: LatencyRule): void {
    const entry = readRule(rule);
    const others = this.#entries.filter(({ rule: { method } }) => method !== entry.rule.method);
    this.#entries = [...others, entry];
  }

  list(): readonly LatencyRule[] {
    return this.#entries.map(({ rule }) => structuredClone(rule));
  }

  clear(): void {
    this.#entries = [];
  }

  /** How long the operation of a call runs; undefined if no rule says. */
  of(call: Call): number | 'never' | undefined {
    const entry = this.#entries.findLast(({ methods }) => methods.has(call.method.id));
    if (entry === undefined) return undefined;
    const { ms } = entry.rule;
    return typeof ms === 'object' ? this.#chance.between(ms[0], ms[1]) : ms;
  }

  fork(): LatencyRules {
    const copy = new LatencyRules([], this.#chance.fork());
    copy.#entries = this.#entries;
    return copy;
  }

  /** The rules, and how often chance was asked. */
  kept(): KeptLatency {
    return { rules: this.#entries.map(({ rule }) => rule), drawn: this.#chance.drawn };
  }

  /** Goes on from what {@link kept} gave. */
  bring({ rules, drawn }: KeptLatency): void {
    this.restart(rules);
    this.#chance.goTo(drawn);
  }

  restart(rules: readonly LatencyRule[]): void {
    this.#entries = [];
    this.#chance.restart();
    for (const rule of rules) this.set(rule);
  }
}

function readRule(value: unknown): Entry {
  const { method, ms } = readFields(value, 'A latency rule', ['method', 'ms']);
  const methods = methodsMatching(method, 'method');
  if (!methods.startOperations) {
    throw new TypeError(`method ${show(method)} matches no method that starts an operation`);
  }
  const rule: LatencyRule = { method: String(method), ms: ms === 'never' ? ms : readRange(ms, 'ms') };
  return { rule, methods };
}

/** A whole number of milliseconds, or two. @throws TypeError naming the field */
export function readRange(
  value: unknown,
  field: string,
  most: number = LONGEST_MS,
): number | readonly [number, number] {
  if (!Array.isArray(value)) return readWhole(value, field, 0, most);
  if (value.length !== 2) throw new TypeError(`${field} must be one whole number or two, the least and the most`);
  const least = readWhole(value[0], `${field}[0]`, 0, most);
  return [least, readWhole(value[1], `${field}[1]`, least, most)];
}
