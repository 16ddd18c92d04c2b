import type { Call } from '../collections/call.ts';
import type { State } from '../kernel/state.ts';
import type { Chance } from './chance.ts';
import { readRange } from './operation-latency.ts';
import { readFields } from '../read-fields.ts';
import { MOST_VERSIONS, Versions } from './versions.ts';

/**
 * How far behind a read is: by so many writes of its project, or by so many milliseconds of virtual time. Of a range,
 * both ends included, the seed draws for every read.
 */
export type Lag =
  | { readonly writes: number | readonly [least: number, most: number] }
  | { readonly ms: number | readonly [least: number, most: number] };

/** What is behind, and how far. What is absent is up to date. */
export interface StalenessRule {
  readonly get?: Lag;
  readonly list?: Lag;
  readonly aggregatedList?: Lag;
}

/**
 * Reads that are behind the writes, off by default. A write is one request that is done or one operation that ended, so a
 * read never shows half of one. Operations, and whatever else is asked for by other methods, are never behind; nor is what a
 * mutation is checked against. At most the last 1000 writes are held back.
 */
export interface Staleness {
  /**
   * Reads are so far behind the writes that follow.
   *
   * @throws TypeError for a rule that makes no sense, naming the field
   */
  set(rule: StalenessRule): void;
  /** The rule that holds; empty when every read is up to date. */
  get(): StalenessRule;
  /** Every read has caught up with what was written until now. Later writes are held back again. */
  settle(): void;
  /** Every read is up to date from now on. */
  clear(): void;
}

/** The rule, and how far it has come. */
export interface KeptStaleness {
  readonly rule: StalenessRule;
  readonly drawn: number;
  /** How often every read was brought up to date. */
  readonly settled: number;
}

const KINDS = ['get', 'list', 'aggregatedList'] as const;
type Kind = (typeof KINDS)[number];

export class StaleReads implements Staleness {
  #rule: StalenessRule = {};
  #versions: Versions = new Versions();
  #settled = 0;
  readonly #chance: Chance;
  readonly #state: () => State;
  isOff: boolean = true;

  /** @param state gives the present state at any later time */
  constructor(rule: StalenessRule, chance: Chance, state: () => State) {
    this.#chance = chance;
    this.#state = state;
    this.#hold(rule);
  }

  set(rule: StalenessRule): void {
    this.#hold(rule);
    if (this.isOff) this.settle();
    else this.begin();
  }

  get(): StalenessRule {
    return structuredClone(this.#rule);
  }

  settle(): void {
    this.#settled++;
    this.#versions = new Versions();
    this.begin();
  }

  clear(): void {
    this.set({});
  }

  /** To be called before anything is written to a state that is new. */
  begin(): void {
    if (!this.isOff) this.#versions.begin(this.#state());
  }

  /** To be called when a write of a project is done, at `time`. */
  remember(project: string, time: number): void {
    if (!this.isOff) this.#versions.add(project, time, this.#state());
  }

  /** Nothing of a project is held back of what was written until now. */
  forget(project: string): void {
    this.#versions.forget(project);
  }

  /** The earlier state a call is answered from; undefined if it is answered from the present one. */
  earlier(call: Call, now: number): State | undefined {
    const lag = isKind(call.method.name) && call.segment !== 'operations' ? this.#rule[call.method.name] : undefined;
    if (lag === undefined) return undefined;
    return 'writes' in lag
      ? this.#versions.before(call.project, this.#draw(lag.writes))
      : this.#versions.at(call.project, now - this.#draw(lag.ms));
  }

  fork(state: () => State): StaleReads {
    const copy = new StaleReads(this.#rule, this.#chance.fork(), state);
    copy.#versions = this.#versions.fork();
    return copy;
  }

  /** The rule, and how often it was asked for what it holds. */
  kept(): KeptStaleness {
    return { rule: this.#rule, drawn: this.#chance.drawn, settled: this.#settled };
  }

  /** Goes on from what {@link kept} gave, with what is held back here. */
  bring({ rule, drawn, settled }: KeptStaleness): void {
    this.#hold(rule);
    if (this.isOff || settled !== this.#settled) this.settle();
    else this.begin();
    this.#settled = settled;
    this.#chance.goTo(drawn);
  }

  /** What is held back, to come back to with {@link holdBack}; undefined while nothing is. */
  heldBack(): Versions | undefined {
    return this.isOff ? undefined : this.#versions.fork();
  }

  holdBack(versions: Versions | undefined): void {
    this.#versions = versions?.fork() ?? new Versions();
    this.begin();
  }

  restart(rule: StalenessRule): void {
    this.#chance.restart();
    this.#hold(rule);
    this.settle();
  }

  #hold(rule: StalenessRule): void {
    this.#rule = readRule(rule);
    this.isOff = KINDS.every((kind) => this.#rule[kind] === undefined);
  }

  #draw(value: number | readonly [number, number]): number {
    return typeof value === 'number' ? value : this.#chance.between(value[0], value[1]);
  }
}

const isKind = (name: string): name is Kind => name === 'get' || name === 'list' || name === 'aggregatedList';

function readRule(value: unknown): StalenessRule {
  const fields = readFields(value, 'staleness', KINDS);
  return Object.fromEntries(
    KINDS.flatMap((kind) => (fields[kind] === undefined ? [] : [[kind, readLag(fields[kind], `staleness.${kind}`)]])),
  );
}

function readLag(value: unknown, field: string): Lag {
  const { writes, ms } = readFields(value, field, ['writes', 'ms']);
  if ((writes === undefined) === (ms === undefined)) {
    throw new TypeError(`${field} must have writes or ms, and not both`);
  }
  return writes === undefined
    ? { ms: readRange(ms, `${field}.ms`) }
    : { writes: readRange(writes, `${field}.writes`, MOST_VERSIONS) };
}
