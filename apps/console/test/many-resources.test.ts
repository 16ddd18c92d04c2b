import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser } from './chromium.ts';
import { openConsole } from './opened-console.ts';

/** Rows that may be made at once: those in sight on a screen, and some around them. */
const MOST_ROWS = 80;

describe.skipIf(chromiumPath === undefined)('5,000 resources', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('are all in the table, of which the rows in sight are made, down to the last', async () => {
    const it = await openConsole(browser);
    try {
      for (let index = 0; index < 5_000; index++) {
        const name = `check-${String(index).padStart(4, '0')}`;
        it.simulator.handle({
          method: 'POST',
          url: '/compute/v1/projects/shop/global/healthChecks',
          body: { name, type: 'TCP' },
        });
      }
      it.simulator.clock.runUntilIdle();
      await it.look('/p/shop/table/healthChecks');
      await it.page.getByText('5001 resources').waitFor();
      const rows = it.page.locator('.body .row');
      expect(await rows.count()).toBeLessThan(MOST_ROWS);
      const table = it.page.getByRole('region', { name: 'Health checks, scrollable' });
      await table.focus();
      await it.page.keyboard.press('End');
      await it.page.getByRole('link', { name: 'check-4999' }).waitFor();
      expect(await rows.count()).toBeLessThan(MOST_ROWS);
      expect(await it.page.getByRole('table').getAttribute('aria-rowcount')).toBe('5002');
    } finally {
      await it.close();
    }
  });
});
