import type { Snapshot } from '../src/kernel/snapshot.ts';

/** All that there is, without what depends on when it was made: times, ids, fingerprints. */
export function lastingState({ resources }: Snapshot): unknown {
  return resources
    .filter(([path]) => !path.includes('/operations/'))
    .map(([path, entry]) => [
      path,
      JSON.parse(
        JSON.stringify(entry).replaceAll(
          /"(?:\w*[iI]d|\w*[fF]ingerprint|etag|\w*Timestamp|\w*Time)":"[^"]*"/g,
          '"volatile":""',
        ),
      ) as unknown,
    ]);
}
