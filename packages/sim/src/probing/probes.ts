import { findLinked } from '../wire/find.ts';
import type { BehaviourChange } from '../kernel/entry-rules.ts';
import type { State } from '../kernel/state.ts';
import type { Entry } from '../kernel/entry.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Finding } from './behaviour.ts';
import { findingAt } from './behaviour.ts';
import { changesOf, memoryOf, versionAt } from './memory.ts';
import type { ProbeTerms } from './probe-terms.ts';
import { portNamed, termsOf } from './probe-terms.ts';
import type { AnyCheck, ProbedGroup, Prober } from './probed-fields.ts';
import { checkFields, groupFields, serviceFields } from './probed-fields.ts';
import type { HealthState, ProbeEpoch } from './verdict.ts';
import { verdictOf } from './verdict.ts';
import { own } from '../kernel/own.ts';

/** What is probed: one member or endpoint of one group, on behalf of what sends traffic to the group. */
export interface ProbeTarget {
  /** Under which its behaviour was set: path of an instance, or `projects/p/endpoints/ADDRESS`. */
  readonly behaviourKey: string;
  /** Times from which on it has been there to be probed; undefined for those nobody remembers. */
  readonly since: readonly (number | undefined)[];
  /** Where traffic goes, if that is not the group's port of the service's `portName`. */
  readonly servingPort?: number | undefined;
  /** Whether probes of a port are dropped on their way, as of now and for all that is remembered. Default: none is. */
  readonly isDropped?: (port: number | undefined) => boolean;
}

/** Since when a part of an entry has been in it; undefined if nobody remembers. */
export const sinceOf = (entry: Entry | undefined, key: string): number | undefined => own(memoryOf(entry).since, key);

/** Whether anything is known of what a target does; what is not probed is assumed to be healthy. */
export const isProbed = (behaviourKey: string, state: State): boolean =>
  state.isAllProbed || state.behaviours.get(behaviourKey) !== undefined;

const DROPPED: Finding = { succeeds: false, since: -Infinity };

/** What health probes have found out about the members of a group, on behalf of a service or a target pool. */
export class Probes {
  readonly #service: Entry<Prober>;
  readonly #group: Entry<ProbedGroup> | undefined;
  readonly #transaction: Transaction;

  /** @param group undefined for what has members without a group, as target pools */
  constructor(service: Entry<Prober>, group: Entry<ProbedGroup> | undefined, transaction: Transaction) {
    this.#service = service;
    this.#group = group;
    this.#transaction = transaction;
  }

  /** A target that is not probed, or not checked, is healthy: this is assumed. */
  verdict(target: ProbeTarget): HealthState {
    const { state, now } = this.#transaction;
    if (!isProbed(target.behaviourKey, state) || this.#checkAt(now) === undefined) return 'HEALTHY';
    const history = state.behaviours.get(target.behaviourKey) ?? [];
    const { start, initial } = beginning(target, history, state.isAllProbed);
    return verdictOf(this.#epochs(target, history, start, now), initial);
  }

  /** The times between changes of the terms, the latest first. */
  *#epochs(
    target: ProbeTarget,
    history: readonly BehaviourChange[],
    start: number,
    now: number,
  ): Generator<ProbeEpoch> {
    const changes = this.#changes().filter((time) => time > start && time <= now);
    let end = now;
    for (const from of [...changes.toSorted((a, b) => b - a), start]) {
      const terms = this.#termsAt(from, target);
      if (terms !== undefined) {
        const isDropped = target.isDropped?.(terms.port) === true;
        yield {
          ...terms,
          start: from,
          end,
          probe: (time) => (isDropped ? DROPPED : findingAt(history, terms.port, time, terms.timeoutMs)),
        };
      }
      end = from;
    }
  }

  #changes(): readonly number[] {
    const { versions = [] } = memoryOf(this.#service);
    const checks = [this.#service.resource, ...versions].map(({ healthChecks }) => this.#check(healthChecks));
    return [this.#service, this.#group, ...new Set(checks)].flatMap(changesOf);
  }

  #termsAt(time: number, { servingPort }: ProbeTarget): ProbeTerms | undefined {
    const check = this.#checkAt(time);
    if (check === undefined) return undefined;
    const { portName } = versionAt(this.#service, time, serviceFields);
    const namedPorts = this.#group === undefined ? undefined : versionAt(this.#group, time, groupFields).namedPorts;
    return termsOf(versionAt(check, time, checkFields), {
      namedPorts,
      servingPort: servingPort ?? portNamed(namedPorts, portName),
    });
  }

  #checkAt(time: number): Entry<AnyCheck> | undefined {
    return this.#check(versionAt(this.#service, time, serviceFields).healthChecks);
  }

  #check([link]: Prober['healthChecks'] = []): Entry<AnyCheck> | undefined {
    return (
      findLinked(this.#transaction, 'healthChecks', link) ??
      findLinked(this.#transaction, 'httpHealthChecks', link) ??
      findLinked(this.#transaction, 'httpsHealthChecks', link)
    );
  }
}

/**
 * From when on a target is probed, and what was known then. What was there before anybody said what it does was healthy
 * until then, for so it was shown.
 */
function beginning(
  { since }: ProbeTarget,
  history: readonly BehaviourChange[],
  isAllProbed: boolean,
): { readonly start: number; readonly initial: HealthState } {
  const start = Math.max(...since.map((time) => time ?? -Infinity));
  const first = history[0]?.from ?? 0;
  if (start === -Infinity || (!isAllProbed && start < first)) return { start: first, initial: 'HEALTHY' };
  return { start, initial: 'UNKNOWN' };
}
