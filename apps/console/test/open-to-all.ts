import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where pictures of the views are left, if anywhere; those in docs are of them. */
const PICTURES = process.env['GCEPOOL_TEST_PICTURES'];

const LOOKS = [
  ['light', 1280],
  ['dark', 1280],
  ['dark', 400],
] as const;

/** Expects that a page keeps nobody out, dark or light, wide or narrow: axe finds nothing, and nothing is beside the window. */
export async function expectOpenToAll(page: Page, name: string): Promise<void> {
  for (const [colorScheme, width] of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 640 });
    const found = await violations(page);
    expect([colorScheme, width, found]).toEqual([colorScheme, width, []]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    if (PICTURES !== undefined) {
      const file = `${name.replaceAll(/[^a-z]+/g, '-')}-${colorScheme}-${width}.png`.replace(/^-/, '');
      await page.screenshot({ path: join(PICTURES, file) });
    }
  }
}

/** What axe finds in the page, in its words. The policy of the page lets no script in but by the debugger. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  // What comes back is what is asked for here.
  return (await page.evaluate(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  )) as readonly string[];
}
