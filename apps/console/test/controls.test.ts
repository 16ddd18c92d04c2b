import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser } from './chromium.ts';
import type { OpenedConsole } from './opened-console.ts';
import { openConsole } from './opened-console.ts';

describe.skipIf(chromiumPath === undefined)('the controls', () => {
  let browser: Browser;
  let it: OpenedConsole;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    it = await openConsole(browser);
    await it.look('/p/shop/controls');
  });
  afterEach(() => it.close());

  const press = (name: string): Promise<void> => it.page.getByRole('button', { name, exact: true }).click();
  const said = (text: string): Promise<void> => it.page.getByRole('alert').getByText(text).waitFor();
  const send = (method: string, path: string, body?: object) =>
    it.simulator.handle({ method, url: `/compute/v1/projects/shop/${path}`, ...(body && { body }) });

  test('what runs ends when it is run until idle', async () => {
    send('POST', 'global/addresses', { name: 'front' });
    const state = () =>
      it.simulator.peek({ method: 'GET', url: '/compute/v1/projects/shop/global/addresses/front' }).status;
    expect(state()).toBe(404);
    const { now } = it.simulator.position();
    await press('Run until idle');
    await said('Nothing is running.');
    expect(it.simulator.position().now).toBeGreaterThan(now);
    expect(state()).toBe(200);
  });

  test('operations are slowed down, and are as they were', async () => {
    await it.page.getByLabel('Seconds').fill('300');
    await press('Slow down operations');
    await said('Operations run 300 s.');
    send('POST', 'global/addresses', { name: 'slow' });
    it.simulator.clock.advance(60_000);
    const running = () =>
      it.simulator.peek({ method: 'GET', url: '/compute/v1/projects/shop/global/operations?filter=status eq RUNNING' });
    expect(running().body).toMatchObject({ items: [{ operationType: 'insert' }] });
    await press('As they were');
    await said('Operations are as they were.');
    it.simulator.clock.advance(300_000);
    send('POST', 'global/addresses', { name: 'quick' });
    it.simulator.clock.advance(5_000);
    expect(running().body).not.toHaveProperty('items');
  });

  test('reads lag behind, and are up to date again', async () => {
    await press('Let reads lag');
    await said('Reads are behind.');
    send('POST', 'global/addresses', { name: 'late' });
    it.simulator.clock.runUntilIdle();
    expect(send('GET', 'global/addresses/late').status).toBe(404);
    await press('Up to date');
    await said('Reads are up to date.');
    expect(send('GET', 'global/addresses/late').status).toBe(200);
  });

  test('rates are limited as GCE does, and are not', async () => {
    await press('Limit rates as GCE does');
    await said('Limits are GCE’s.');
    const statuses = () => new Set(Array.from({ length: 3_000 }, () => send('GET', 'zones/us-central1-a').status));
    expect(statuses()).toEqual(new Set([200, 403]));
    await press('No limits');
    await said('There are no limits.');
    expect(statuses()).toEqual(new Set([200]));
  });

  test('a snapshot is saved to a file, and loaded from it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gcepool-snapshot-'));
    try {
      const [download] = await Promise.all([it.page.waitForEvent('download'), press('Save a snapshot')]);
      expect(download.suggestedFilename()).toBe('gcepool-snapshot.json');
      const file = join(folder, 'snapshot.json');
      await download.saveAs(file);
      await press('Reset everything');
      await said('All is forgotten.');
      expect(it.simulator.links.counts()).toEqual({});
      await it.page.getByLabel('Load a snapshot').setInputFiles(file);
      await said('It is as snapshot.json says.');
      expect(it.simulator.links.counts()).toHaveProperty(['projects/shop/global/urlMaps']);
      await it.page.getByLabel('Load a snapshot').setInputFiles({
        name: 'other.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{"no": "snapshot"}'),
      });
      await it.page.locator('.said .bad').waitFor();
      expect(it.simulator.links.counts()).toHaveProperty(['projects/shop/global/urlMaps']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('who looks at a fork that ends is told so, and led back', async () => {
    await press('Fork the simulator');
    await it.page.getByRole('link', { name: 'fork-1' }).click();
    await it.page.getByText('fork fork-1', { exact: true }).waitFor();
    await it.page.getByText('live', { exact: true }).waitFor();
    await fetch(`${it.server.url}/_sim/forks/fork-1`, { method: 'DELETE' });
    await it.page.getByRole('heading', { name: 'The fork fork-1 has ended' }).waitFor();
    await it.page.getByRole('link', { name: 'The simulator itself' }).click();
    await it.page.getByText('live', { exact: true }).waitFor();
    expect(await it.page.getByRole('heading', { name: 'Controls' }).count()).toBe(1);
  });

  test('one project is reset, and no other', async () => {
    it.simulator.handle({ method: 'POST', url: '/compute/v1/projects/other/global/addresses', body: { name: 'a' } });
    it.simulator.clock.runUntilIdle();
    await press('Reset shop');
    await said('shop is forgotten.');
    const counts = it.simulator.links.counts();
    expect(Object.keys(counts).filter((path) => path.startsWith('projects/shop/'))).toEqual([]);
    expect(counts).toHaveProperty(['projects/other/global/addresses']);
  });
});
