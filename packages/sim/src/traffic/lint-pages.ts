import type { LintFinding } from './lint-finding.ts';
import type { LoggedCall } from './logged-call.ts';

/** Lists that had another page which nobody asked for. */
export function findPagesNotFollowed(calls: readonly LoggedCall[]): readonly LintFinding[] {
  const followed = new Set(
    calls.flatMap(({ path, more }) => (more?.pageToken === undefined ? [] : `${path}\0${more.pageToken}`)),
  );
  return calls.flatMap(({ sequence, method, path, more }): readonly LintFinding[] =>
    more?.nextPageToken === undefined || followed.has(`${path}\0${more.nextPageToken}`)
      ? []
      : [
          {
            rule: 'pageNotFollowed',
            message: `${method} of ${path} had another page, and nobody asked for it: what is on it was not seen.`,
            calls: [sequence],
            wayOut: 'Repeat the call with pageToken set to nextPageToken, until an answer has none.',
          },
        ],
  );
}
