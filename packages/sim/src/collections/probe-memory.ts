import type { JsonObject } from '../kernel/json.ts';
import type { Entry } from '../kernel/entry.ts';
import type { Part, ProbeMemory } from '../probing/memory.ts';
import { keepRemoved, keepSince, keepVersions, memoryOf } from '../probing/memory.ts';
import type { ProbedGroup } from '../probing/probed-fields.ts';
import { groupFields } from '../probing/probed-fields.ts';
import type { Resource } from '../wire/wire.ts';

/** What an entry keeps of the past for health probes, when it is stored at a time. */
export type Remember<R extends JsonObject> = (before: Entry<R> | undefined, after: Entry<R>, at: number) => ProbeMemory;

/** Under which {@link rememberInstance} keeps since when an instance runs. */
export const RUNNING = 'running';

type Instance = Resource<'Instance'>;

/** Since when an instance has been running. Another of the same name is another. */
export const rememberInstance: Remember<Instance> = (before, after, at) => {
  const same = before?.resource.id === after.resource.id ? before : undefined;
  return { since: keepSince(memoryOf(same), runningKeys(same), runningKeys(after), at) };
};

const runningKeys = (instance: Entry<Instance> | undefined): readonly string[] =>
  instance?.resource.status === 'RUNNING' ? [RUNNING] : [];

/** Since when each part of a group has been in it, which left it lately, and what its ports were. */
export const rememberParts =
  (partsOf: (group: Entry) => ReadonlyMap<string, Part>): Remember<ProbedGroup> =>
  (before, after, at) => {
    const memory = memoryOf(before);
    const old = before === undefined ? new Map<string, Part>() : partsOf(before);
    const parts = partsOf(after);
    const stayed = [...old].filter(([key, { id }]) => parts.get(key)?.id === id).map(([key]) => key);
    return {
      since: keepSince(memory, stayed, [...parts.keys()], at),
      removed: keepRemoved(memory, old, parts, at),
      versions: keepVersions(before, after, at, groupFields),
    };
  };
