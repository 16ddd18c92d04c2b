import { describe, expect, test } from 'vitest';
import type { ConformanceOptions } from './conformance-options.ts';
import type { ConformingCloud } from './history/collection-calls.ts';
import type { MakeCloud } from './law.ts';
import { failureLines } from './report-lines.ts';
import { runConformance } from './run-conformance.ts';

/**
 * Declares a test, in a `describe` of this name, that tries the laws of `@gcepool/conformance` on a cloud. It fails with the
 * smallest history found, as TypeScript and as JSON for `gcepool replay`.
 *
 * @param makeCloud gives the cloud to one history; it may be the same each time.
 * @param options `timeout` is that of the test in milliseconds, by default what vitest is set to.
 */
export function cloudConformance(
  name: string,
  makeCloud: MakeCloud<ConformingCloud>,
  { timeout, ...options }: ConformanceOptions & { readonly timeout?: number } = {},
): void {
  // oxlint-disable-next-line vitest/valid-title -- the caller's own words
  describe(name, () => {
    const limits = timeout === undefined ? {} : { timeout };
    const what = options.kinds?.join(', ') ?? 'clouds';
    test(`obeys the laws of ${what}`, limits, async () => {
      const { failure } = await runConformance(makeCloud, options);
      expect(failure && failureLines(failure).join('\n')).toBeUndefined();
    });
  });
}
