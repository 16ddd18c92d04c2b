import type { JsonObject } from '../src/kernel/json.ts';
import { asObject, asString } from '../src/kernel/json.ts';
import type { Snapshot } from '../src/index.ts';

/** What is wrong with a state, whatever happened to it; nothing if it is well-formed. */
export function flawsOf({ resources, locks, pending, finished, requests }: Snapshot): readonly string[] {
  const entries = new Map(resources);
  const statusOf = (path: string): unknown => resourceOf(entries.get(path))['status'];
  return [
    ...locks.flatMap(([path, by]) =>
      statusOf(by) === 'RUNNING' ? [] : `${path} is locked by ${by}, which does not run`,
    ),
    ...pending.flatMap(([, path]) => (statusOf(path) === 'RUNNING' ? [] : `${path} is due and does not run`)),
    ...finished.flatMap((path) => (statusOf(path) === 'DONE' ? [] : `${path} is finished and not DONE`)),
    ...requests.flatMap(([, path]) => (entries.has(path) ? [] : `${path} is remembered of a request and gone`)),
    ...resources.flatMap(([path, entry]) => {
      const { name, selfLink, error, endTime, status } = resourceOf(entry);
      const isNamed = path.endsWith(`/${asString(name)}`) && asString(selfLink).endsWith(path);
      const isEnded = (endTime === undefined) === (status !== 'DONE') && (error === undefined || status === 'DONE');
      return [
        ...(isNamed ? [] : [`${path} has another name or link`]),
        ...(!path.includes('/operations/') || isEnded ? [] : [`${path} is neither running nor done`]),
      ];
    }),
  ];
}

const resourceOf = (entry: JsonObject | undefined): JsonObject => asObject(entry?.['resource']);
