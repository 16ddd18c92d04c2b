import type { JsonObject } from '../kernel/json.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import { pathOf } from '../kernel/self-link.ts';
import type { Entry } from '../kernel/entry.ts';
import { keepRemoved, keepSince, keepVersions, memoryOf } from '../probing/memory.ts';
import { checkFields } from '../probing/probe-terms.ts';
import { groupFields, serviceFields } from '../probing/probes.ts';
import { membersOf } from './instances/group-members.ts';
import { endpointsOf } from './load-balancing/network-endpoints.ts';

/** What an entry keeps of the past for health probes, when it is stored at a time. */
export type Remember = (before: Entry | undefined, after: Entry, at: number) => JsonObject;

/** Under which {@link rememberInstance} keeps since when an instance runs. */
export const RUNNING = 'running';

/** Since when an instance has been running. Another of the same name is another. */
export const rememberInstance: Remember = (before, after, at) => {
  const same = before?.resource.id === after.resource.id ? before : undefined;
  return { since: keepSince(memoryOf(same), runningKeys(same), runningKeys(after), at) };
};

const runningKeys = (instance: Entry | undefined): readonly string[] =>
  instance?.resource.status === 'RUNNING' ? [RUNNING] : [];

/** Since when each part of a group has been in it, which left it lately, and what its ports were. */
const rememberParts =
  (partsOf: (group: Entry) => ReadonlyMap<string, JsonObject>): Remember =>
  (before, after, at) => {
    const memory = memoryOf(before);
    const old = before === undefined ? new Map<string, JsonObject>() : partsOf(before);
    const parts = partsOf(after);
    const stayed = [...old].filter(([key, { id }]) => parts.get(key)?.id === id).map(([key]) => key);
    return {
      since: keepSince(memory, stayed, [...parts.keys()], at),
      removed: keepRemoved(memory, old, parts, at),
      versions: keepVersions(before, after, at, groupFields),
    };
  };

/** Of an instance group; its parts are its members, by path. */
export const rememberMembers: Remember = rememberParts(
  (group) => new Map(membersOf(group).map(({ path, id }) => [path, { path, id }])),
);

/** Of a network endpoint group; its parts are its endpoints. */
export const rememberEndpoints: Remember = rememberParts(endpointsOf);

/** Since when each group has been a backend of a service, by path, and what the service's checks were. */
export const rememberBackends: Remember = (before, after, at) => ({
  since: keepSince(memoryOf(before), linksOf(before, 'backends'), linksOf(after, 'backends'), at),
  versions: keepVersions(before, after, at, serviceFields),
});

/** Since when each instance has been in a target pool, by path, and what the pool's checks were. */
export const rememberPool: Remember = (before, after, at) => ({
  since: keepSince(memoryOf(before), linksOf(before, 'instances'), linksOf(after, 'instances'), at),
  versions: keepVersions(before, after, at, serviceFields),
});

/** What a health check's terms were. */
export const rememberCheck: Remember = (before, after, at) => ({
  versions: keepVersions(before, after, at, checkFields),
});

/** Paths of what a list of links, or of backends, names. */
const linksOf = (entry: Entry | undefined, list: 'backends' | 'instances'): readonly string[] =>
  asArray(entry?.resource[list]).map(
    (item) => pathOf(asString(list === 'backends' ? asObject(item).group : item)) ?? '',
  );
