import { createUsageIndex, defaultLimit } from '../collections/projects/quotas.ts';
import type { EntryRules } from '../kernel/entry-rules.ts';
import type { Service } from '../api/service.ts';

/** Options that say what the simulated world is like. */
export interface WorldOptions {
  /**
   * `live` probes all members of groups as their health checks say; by default those of which `health.set` said nothing
   * are healthy from the first moment on, which is assumed. Default: `assumed`.
   */
  readonly health?: 'assumed' | 'live';
  /**
   * `enforced` drops health probes unless firewalls of the instance's network let them in to the probed port, from
   * 130.211.0.0/22 and 35.191.0.0/16 both, so that it becomes UNHEALTHY; it needs {@link health} to be `live`. Rules, tags
   * and accounts count as they are now, as if they had always been so. Firewall policies are not looked at, and probes
   * pass where there is no instance, as well as for target pools and regional services of scheme EXTERNAL. By default
   * probes pass every firewall. Default: `ignored`.
   */
  readonly firewalls?: 'ignored' | 'enforced';
  /**
   * `enforced` refuses what would break the limits that `projects.get` and `regions.get` show; by default only those that
   * were set by `quotas.set` are enforced. Default: `reported`.
   */
  readonly quotas?: 'reported' | 'enforced';
}

/** @throws TypeError for an option that makes no sense */
export function entryRulesOf(service: Service, options: WorldOptions): EntryRules {
  const { health, quotas, firewalls } = options;
  if (firewalls === 'enforced' && health !== 'live') {
    throw new TypeError("firewalls can be 'enforced' only where all is probed; set health to 'live' as well");
  }
  return {
    references: (path, entry, version, except) => service.references(path, entry, version, except),
    usage: createUsageIndex(),
    remember: (path, before, after, at) => service.remember(path, before, after, at),
    isAllProbed: health === 'live',
    areProbesFirewalled: firewalls === 'enforced',
    ...(quotas === 'enforced' ? { limit: defaultLimit } : {}),
  };
}
