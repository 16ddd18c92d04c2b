import type { Call } from '../collections/call.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Chance } from './chance.ts';
import type { ReadFault } from './fault.ts';
import type { FaultRule, ReadFaultRule } from './fault-rule.ts';
import { isAbout, readFaultRule } from './fault-rule.ts';

/** A rule and what became of it. */
export interface FaultStatus {
  /** What {@link Faults.remove} takes. */
  readonly id: string;
  readonly rule: FaultRule;
  /** How many requests it was about. */
  readonly seen: number;
  /** How many of them met the fault. */
  readonly met: number;
}

/** A rule that was added, and what becomes of it. */
export interface FaultHandle extends FaultStatus {
  /** Takes the rule away. */
  remove(): void;
}

/** What goes wrong between clients and the simulator, on demand and accounted for. */
export interface Faults {
  /**
   * From now on a fault hits the requests that the rule is about. One request meets one fault at most: that of the
   * rule added first. A request that is refused when it is read meets none.
   *
   * @throws TypeError for a rule that makes no sense, naming the field; for an unknown method, the nearest
   */
  add(rule: FaultRule): FaultHandle;
  /** All rules, in the order in which they were added. */
  list(): readonly FaultStatus[];
  /** @throws TypeError if there is no such rule */
  remove(id: string): void;
  /** Takes all rules away. */
  clear(): void;
  /** @throws Error naming each rule whose fault was met less often than `times` says, or never if it says nothing */
  expectMet(): void;
}

/** The rules, and what became of them. */
export interface KeptFaults {
  readonly rules: readonly {
    readonly id: string;
    readonly rule: FaultRule;
    readonly seen: number;
    readonly met: number;
  }[];
  /** How many were ever added: ids are counted. */
  readonly added: number;
  /** How often chance was asked. */
  readonly drawn: number;
}

interface Entry extends ReadFaultRule {
  readonly id: string;
  seen: number;
  met: number;
}

/** A fault that hits a request. */
export interface MatchedFault {
  readonly fault: ReadFault;
  /** To be called when it took effect. */
  readonly met: () => void;
}

export class FaultRules implements Faults {
  #entries: Entry[];
  readonly #chance: Chance;
  #added: number;

  constructor(rules: readonly FaultRule[], chance: Chance) {
    this.#chance = chance;
    this.#entries = [];
    this.#added = 0;
    for (const rule of rules) this.add(rule);
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  add(rule: FaultRule): FaultHandle {
    const entry: Entry = { ...readFaultRule(rule), id: `fault-${++this.#added}`, seen: 0, met: 0 };
    this.#entries.push(entry);
    const remove = (): void => {
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
    return {
      id: entry.id,
      rule: entry.rule,
      get seen() {
        return entry.seen;
      },
      get met() {
        return entry.met;
      },
      remove,
    };
  }

  list(): readonly FaultStatus[] {
    return this.#entries.map(({ id, rule, seen, met }) => ({ id, rule: structuredClone(rule), seen, met }));
  }

  remove(id: string): void {
    const rest = this.#entries.filter((entry) => entry.id !== id);
    if (rest.length === this.#entries.length) {
      const ids = this.#entries.map((entry) => entry.id).join(', ');
      throw new TypeError(`There is no fault rule '${id}'; there is ${ids === '' ? 'none' : ids}`);
    }
    this.#entries = rest;
  }

  clear(): void {
    this.#entries = [];
  }

  expectMet(): void {
    const unmet = this.#entries.filter(({ met, times }) => met < (Number.isFinite(times) ? times : 1));
    if (unmet.length === 0) return;
    const lines = unmet.map(({ id, rule, met, times, seen }) => {
      const share = Number.isFinite(times) ? `${met} of ${times} times` : 'never';
      return `  ${id} ${JSON.stringify(rule)}: met ${share}; requests it was about: ${seen}`;
    });
    throw new Error(`Faults that were not met:\n${lines.join('\n')}`);
  }

  /** The fault that hits a request. */
  find(call: Call, request: ApiRequest): MatchedFault | undefined {
    for (const entry of this.#entries) {
      if (entry.met >= entry.times || !isAbout(entry, call, request)) continue;
      entry.seen++;
      if (entry.seen <= entry.after) continue;
      if (entry.probability < 1 && this.#chance.next() >= entry.probability) continue;
      return { fault: entry.fault, met: () => void entry.met++ };
    }
    return undefined;
  }

  /** The same rules as far as they have come, going on by themselves. */
  fork(): FaultRules {
    const copy = new FaultRules([], this.#chance.fork());
    copy.#entries = this.#entries.map((entry) => ({ ...entry }));
    copy.#added = this.#added;
    return copy;
  }

  /** The rules and how far they have come. */
  kept(): KeptFaults {
    const rules = this.#entries.map(({ id, rule, seen, met }) => ({ id, rule, seen, met }));
    return { rules, added: this.#added, drawn: this.#chance.drawn };
  }

  /** Goes on from what {@link kept} gave. */
  bring({ rules, added, drawn }: KeptFaults): void {
    this.#entries = rules.map(({ id, rule, seen, met }) => ({ ...readFaultRule(rule), id, seen, met }));
    this.#added = added;
    this.#chance.goTo(drawn);
  }

  /** Forgets all rules and begins anew with others. */
  restart(rules: readonly FaultRule[]): void {
    this.#entries = [];
    this.#added = 0;
    this.#chance.restart();
    for (const rule of rules) this.add(rule);
  }
}
