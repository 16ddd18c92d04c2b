import type { Entry } from '../../kernel/entry.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { keepSince, keepVersions, memoryOf } from '../../probing/memory.ts';
import type { AnyCheck } from '../../probing/probed-fields.ts';
import { checkFields, serviceFields } from '../../probing/probed-fields.ts';
import type { Remember } from '../probe-memory.ts';
import type { Resource } from '../../wire/wire.ts';

type BackendService = Resource<'BackendService'>;
type TargetPool = Resource<'TargetPool'>;

/** Since when each group has been a backend of a service, by path, and what the service's checks were. */
export const rememberBackends: Remember<BackendService> = (before, after, at) => ({
  since: keepSince(memoryOf(before), groupsOf(before), groupsOf(after), at),
  versions: keepVersions(before, after, at, serviceFields),
});

const groupsOf = (service: Entry<BackendService> | undefined): readonly string[] =>
  (service?.resource.backends ?? []).map(({ group = '' }) => pathOf(group) ?? '');

/** Since when each instance has been in a target pool, by path, and what the pool's checks were. */
export const rememberPool: Remember<TargetPool> = (before, after, at) => ({
  since: keepSince(memoryOf(before), instancesOf(before), instancesOf(after), at),
  versions: keepVersions<TargetPool>(before, after, at, serviceFields),
});

const instancesOf = (pool: Entry<TargetPool> | undefined): readonly string[] =>
  (pool?.resource.instances ?? []).map((instance) => pathOf(instance) ?? '');

/** What a health check's terms were. */
export const rememberCheck: Remember<AnyCheck> = (before, after, at) => ({
  versions: keepVersions(before, after, at, checkFields),
});
