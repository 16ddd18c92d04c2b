import { createUsageIndex, defaultLimit } from '../collections/projects/quotas.ts';
import type { EntryRules } from '../engine/entry-rules.ts';
import type { Service } from '../protocol/service.ts';

/** Options that say what the simulated world is like. */
export interface WorldOptions {
  /**
   * `live` probes all members of groups as their health checks say; by default those of which `health.set` said nothing
   * are healthy from the first moment on, which is assumed. Default: `assumed`.
   */
  readonly health?: 'assumed' | 'live';
  /**
   * `enforced` refuses what would break the limits that `projects.get` and `regions.get` show; by default only those that
   * were set by `quotas.set` are enforced. Default: `reported`.
   */
  readonly quotas?: 'reported' | 'enforced';
}

/** @throws TypeError for an option that makes no sense */
export function entryRulesOf(service: Service, options: WorldOptions): EntryRules {
  const health = readChoice('health', options.health, ['assumed', 'live']);
  const quotas = readChoice('quotas', options.quotas, ['reported', 'enforced']);
  return {
    references: (path, entry) => service.references(path, entry),
    usage: createUsageIndex(),
    remember: (path, before, after, at) => service.remember(path, before, after, at),
    isAllProbed: health === 'live',
    ...(quotas === 'enforced' ? { limit: defaultLimit } : {}),
  };
}

/** The value of an option, or the first choice if it is not given. */
function readChoice(name: string, value: string | undefined, choices: readonly [string, string]): string {
  if (value === undefined) return choices[0];
  if (choices.includes(value)) return value;
  throw new TypeError(`${name} must be one of ${choices.map((choice) => `'${choice}'`).join(', ')}; got '${value}'`);
}
