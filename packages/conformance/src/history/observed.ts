import { codeOf, refusalOf } from '@gcepool/core/internal';
import type { ConformingCloud } from './collection-calls.ts';
import { isObject, withPaths } from './resource.ts';

/** One call that was made to a cloud, and what came of it; of two clouds that do the same, the same. */
export interface Observation {
  /** `createBackendService conformance-a` */
  readonly call: string;
  /** What was read, `done`, or `refused with 404 notFound`. */
  readonly outcome: unknown;
}

/** A cloud, and what is seen of it. */
export interface Observed {
  readonly cloud: ConformingCloud;
  readonly observations: Observation[];
}

/** Fields that are another in each cloud: time and chance made them. */
const OF_CHANCE: ReadonlySet<string> = new Set(['id', 'creationTimestamp']);

/**
 * Passes every call on to a cloud, and writes down what comes of it: links as paths, fingerprints numbered as they appear.
 *
 * @param hidden methods that it seems not to have.
 */
export function observed(cloud: ConformingCloud, hidden: ReadonlySet<string> = new Set()): Observed {
  const observations: Observation[] = [];
  const fingerprints = new Map<string, string>();
  const numbered = (fingerprint: string): string => {
    const known = fingerprints.get(fingerprint) ?? `fingerprint ${fingerprints.size + 1}`;
    fingerprints.set(fingerprint, known);
    return known;
  };
  const normal = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => normal(item));
    if (!isObject(value)) return value;
    const kept = Object.entries(value).filter(([key]) => !OF_CHANCE.has(key));
    return Object.fromEntries(
      kept.map(([key, item]) => [key, key === 'fingerprint' ? numbered(String(item)) : normal(item)]),
    );
  };
  const proxy = new Proxy(cloud, {
    get(target, key) {
      if (hidden.has(String(key))) return undefined;
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function' || key === 'link' || key === 'inRegion') return member;
      return async (...parameters: unknown[]): Promise<unknown> => {
        const call = `${String(key)} ${nameIn(parameters)}`.trim();
        try {
          const answer: unknown = await Reflect.apply(member, target, parameters);
          observations.push({
            call,
            outcome: answer === undefined ? 'done' : normal(withPaths(asked(answer, parameters))),
          });
          return answer;
        } catch (error) {
          observations.push({ call, outcome: `refused with ${codeOf(error)} ${refusalOf(error) ?? ''}`.trim() });
          throw error;
        }
      };
    },
  });
  return { cloud: proxy, observations };
}

/** What a call is about. */
function nameIn([first]: readonly unknown[]): string {
  if (typeof first === 'string') return first;
  return isObject(first) && typeof first['name'] === 'string' ? first['name'] : '';
}

/** Of a filtered list what was asked for: a cloud may list more. */
function asked(answer: unknown, [options]: readonly unknown[]): unknown {
  const filter = isObject(options) ? options['filter'] : undefined;
  if (!Array.isArray(answer) || typeof filter !== 'string') return answer;
  return answer.filter((item) => isObject(item) && filter === `name eq "${String(item['name'])}"`);
}
