import { collectionOf, parentOf, projectOf } from '../kernel/resource-path.ts';
import type { LintFinding } from './lint-finding.ts';
import type { LoggedCall } from './logged-call.ts';

/**
 * Writes that could have carried a fingerprint. A PATCH that follows no read of its resource, alone or in a list, changes
 * what it names and nothing else, so it can lose nobody's update.
 */
export function findWritesWithoutFingerprint(calls: readonly LoggedCall[]): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  /** The latest calls, by user and path. */
  const reads = new Map<string, number>();
  const writes = new Map<string, number>();
  for (const { sequence, path, user, httpMethod, method, isAccepted, isMutation, more } of calls) {
    const key = `${user}\0${path}`;
    if (!isMutation) {
      if (isAccepted && httpMethod === 'GET') reads.set(key, sequence);
      continue;
    }
    const lastRead = Math.max(...placesOf(path).map((place) => reads.get(`${user}\0${place}`) ?? 0));
    const read = lastRead > (writes.get(key) ?? 0) ? lastRead : undefined;
    writes.set(key, sequence);
    const missingFingerprint = more?.missingFingerprint;
    if (missingFingerprint === undefined || (httpMethod === 'PATCH' && read === undefined)) continue;
    const readBefore = read === undefined ? '' : `, although call ${read} had read it`;
    findings.push({
      rule: 'writeWithoutFingerprint',
      message: `${method} of ${path} carried no ${missingFingerprint}${readBefore}: what others wrote in between is lost.`,
      calls: read === undefined ? [sequence] : [read, sequence],
      wayOut: `Send the ${missingFingerprint} that was read, and on 412 read again and repeat.`,
    });
  }
  return findings;
}

/** Where a resource is read: by itself, in the list of its collection, and in that of all scopes. */
function placesOf(path: string): readonly string[] {
  return [path, parentOf(path), `projects/${projectOf(path)}/aggregated/${collectionOf(path)}`];
}
