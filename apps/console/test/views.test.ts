import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser } from './chromium.ts';
import type { OpenedConsole } from './opened-console.ts';
import { openConsole } from './opened-console.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { make } from './shop.ts';

if (chromiumPath === undefined) {
  console.warn(
    'SKIPPED: the console was tried in no browser. Install chromium, or say where it is: GCEPOOL_TEST_CHROMIUM',
  );
}

describe.skipIf(chromiumPath === undefined)('the console in a browser', () => {
  let browser: Browser;
  let it: OpenedConsole;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    it = await openConsole(browser);
  });
  afterEach(() => it.close());

  test('the address of the server alone shows the load balancers of the first project, and changes nothing', async () => {
    const before = it.simulator.position();
    await it.page.goto(it.server.url);
    await it.page.getByRole('link', { name: 'shop-http' }).waitFor();
    expect(it.page.url()).toBe(`${it.server.url}/#/p/shop/graph`);
    expect(await it.page.getByRole('listitem').filter({ hasText: '24 instances' }).count()).toBe(1);
    expect(it.simulator.position()).toEqual(before);
  });

  test('an instance that falls sick is seen in the picture when time has passed, without a reload', async () => {
    await it.look('/p/shop/graph');
    const box = it.page.getByRole('listitem').filter({ hasText: '24 instances' });
    await box.getByText('24 HEALTHY').waitFor();
    it.simulator.health.set({ instance: 'projects/shop/zones/us-central1-b/instances/web-b-7', behaviour: 'down' });
    it.simulator.clock.advance(60_000);
    await box.getByText('23 HEALTHY, 1 UNHEALTHY').waitFor();
    await box.getByRole('button', { name: 'Show each' }).click();
    await it.page.getByRole('link', { name: 'web-b-7' }).waitFor();
    expect(it.page.url()).toContain('open=');
  });

  test('the way of a request is lit, and said in words', async () => {
    await it.look('/p/shop/graph');
    await it.page.getByLabel('Where does this go?').fill('http://shop.example/cart');
    await it.page.keyboard.press('Enter');
    await it.page.getByText('It goes to one of 6 backends').waitFor();
    const lit = await it.page.locator('.box.lit .title').allTextContents();
    expect(lit).toEqual(expect.arrayContaining(['shop-http', 'shop', 'cart']));
    expect(lit).not.toContain('web');
    expect(it.page.url()).toContain('url=http%3A%2F%2Fshop.example%2Fcart');
    await it.page.getByLabel('Where does this go?').fill('nonsense');
    await it.page.keyboard.press('Enter');
    await it.page.getByText('url in route must be a whole URL').waitFor();
  });

  test('a table shows what there is, follows it, and is filtered as the API filters', async () => {
    await it.look('/p/shop/table/instances');
    await it.page.getByText('33 resources').waitFor();
    await it.page.getByLabel('Filter').fill('name eq "cart-.*"');
    await it.page.keyboard.press('Enter');
    await it.page.getByText('6 resources').waitFor();
    make(it.simulator, 'zones/us-central1-a/instances/cart-a-0', {}, 'DELETE');
    await it.page.getByText('5 resources').waitFor();
    await it.page.getByRole('link', { name: 'cart-b-0' }).click();
    await it.page.getByRole('heading', { name: 'cart-b-0' }).waitFor();
    await it.page.goBack();
    await it.page.getByText('5 resources').waitFor();
    expect(it.page.url()).toContain('filter=name+eq+%22cart-.*%22');
  });

  test('a resource shows its JSON, its neighbours and who changed it', async () => {
    await it.look('/r/projects/shop/global/backendServices/web');
    await it.page.getByText('"EXTERNAL_MANAGED"').waitFor();
    await it.page.getByRole('region', { name: 'Used by' }).getByRole('link', { name: 'shop' }).waitFor();
    make(it.simulator, 'global/backendServices/web', { timeoutSec: 77 }, 'PATCH');
    await it.page.getByText('77', { exact: true }).waitFor();
    await it.page.getByLabel('Who changed').fill('timeoutSec');
    await it.page.keyboard.press('Enter');
    const history = it.page.getByRole('region', { name: 'History' });
    await history.getByText('backendServices.patch').waitFor();
    expect(await history.locator('.change').first().textContent()).toBe('30 → 77');
    await it.page.getByLabel('Since command').fill('70');
    await it.page.keyboard.press('Enter');
    await history.locator('dt', { hasText: 'timeoutSec' }).waitFor();
  });

  test('calls are seen as they come, with what was sent, and how to send it again', async () => {
    await it.look('/p/shop/requests');
    await it.page.getByRole('heading', { name: 'Requests' }).waitFor();
    make(it.simulator, 'global/addresses', { name: 'front', colour: 'blue' });
    const row = it.page.getByRole('row').filter({ hasText: 'globalAddresses.insert' });
    await row.getByText('1 ignored').waitFor();
    await row.getByRole('link').click();
    await it.page.getByText('Ignored: resource.colour').waitFor();
    await it.page.getByText(`curl -X POST ${it.server.url}/compute/v1/projects/shop/global/addresses`).waitFor();
    await it.page.getByRole('button', { name: 'TypeScript' }).click();
    await it.page.getByText('await fetch(').waitFor();
    await it.page.getByLabel('Search').fill('firewalls');
    await it.page.keyboard.press('Enter');
    await expect.poll(() => row.count()).toBe(0);
  });

  test('how it is known what methods do is said of those that were called, and linked from a call', async () => {
    await it.look('/p/shop/requests?call=47');
    await it.page.getByTitle('How is it known what it does?').click();
    await it.page.getByRole('heading', { name: 'How it is known what methods do' }).waitFor();
    expect(it.page.url()).toMatch(/\/evidence\?method=\w+\.\w+$/);
    await it.look('/p/shop/evidence');
    const recorded = it.page.getByRole('region', { name: 'recorded' });
    await recorded.getByText('urlMaps.insert', { exact: true }).waitFor();
    const item = recorded.getByRole('listitem').filter({ hasText: 'instances.insert' });
    expect(await item.textContent()).toMatch(/instances\.insert 33 times.*recorded answers are given as they were/);
    make(it.simulator, 'global/addresses', { name: 'front' });
    await it.page.getByText('globalAddresses.insert', { exact: true }).waitFor();
  });

  test('what became between two moments is told of everything, and of one resource', async () => {
    const before = it.simulator.history.range().latest;
    make(it.simulator, 'global/backendServices/web', { timeoutSec: 77 }, 'PATCH');
    const between = it.simulator.history.range().latest;
    make(it.simulator, 'global/backendServices/web', { timeoutSec: 88 }, 'PATCH');
    make(it.simulator, 'global/addresses', { name: 'front' });
    await it.look(`/p/shop/changes?since=${before}`);
    await it.page.getByRole('region', { name: 'Made' }).getByRole('link', { name: 'front' }).waitFor();
    const changed = it.page.getByRole('region', { name: 'Changed' });
    await changed.locator('.change', { hasText: '30 → 88' }).waitFor();
    await it.page.getByLabel('Until command').fill(String(between));
    await it.page.keyboard.press('Enter');
    await changed.locator('.change', { hasText: '30 → 77' }).waitFor();
    expect(await it.page.getByRole('region', { name: 'Made' }).count()).toBe(0);
    await changed.getByRole('link', { name: 'web' }).click();
    const history = it.page.getByRole('region', { name: 'History' });
    await history.getByLabel('Since command').fill(String(between));
    await it.page.keyboard.press('Enter');
    await history.locator('.change', { hasText: '77 → 88' }).waitFor();
    await history.getByLabel('Until command').fill(String(between));
    await it.page.keyboard.press('Enter');
    await history.getByText(`Nothing of it is other at command ${between} than at command ${between}.`).waitFor();
    expect(it.page.url()).toContain(`until=${between}`);
  });

  test('time is let pass, faults are made and met, forks are made and ended, and all is forgotten', async () => {
    await it.look('/p/shop/controls');
    const { now } = it.simulator.position();
    await it.page.getByRole('button', { name: 'Advance' }).click();
    await it.page.getByText('1 min went by.').waitFor();
    expect(it.simulator.position().now).toBe(now + 60_000);

    await it.page.getByLabel('Method').fill('addresses.*');
    await it.page.getByRole('button', { name: 'Add' }).click();
    const faults = it.page.getByRole('region', { name: 'Faults' });
    await faults.getByText('met 0 of 0').waitFor();
    it.simulator.handle({ method: 'GET', url: '/compute/v1/projects/shop/regions/us-central1/addresses' });
    await faults.getByText('met 1 of 1').waitFor();
    await faults.getByRole('button', { name: /Take away/ }).click();
    await expect.poll(() => it.simulator.faults.list().length).toBe(0);

    await it.page.getByRole('button', { name: 'Fork the simulator' }).click();
    await it.page.getByRole('link', { name: 'fork-1' }).click();
    await it.page.getByText('fork fork-1', { exact: true }).waitFor();
    await it.page.getByRole('button', { name: 'Reset everything' }).click();
    await it.page.getByText('All is forgotten.').waitFor();
    expect(it.simulator.links.counts()).toHaveProperty(['projects/shop/global/urlMaps']);
    await it.page.getByRole('link', { name: 'the simulator itself' }).click();
    await it.page.getByRole('button', { name: 'End fork-1' }).click();
    await it.page.getByText('fork-1 is ended.').waitFor();

    await it.page.getByRole('button', { name: 'Reset shop' }).click();
    await it.page.getByText('shop is forgotten.').waitFor();
    expect(it.simulator.links.counts()).not.toHaveProperty(['projects/shop/global/urlMaps']);
    await it.page.getByLabel('Command,').fill('96');
    await it.page.getByRole('button', { name: 'Travel back' }).click();
    await it.page.getByText('It is as it was at command 96.').waitFor();
    expect(it.simulator.links.counts()).toHaveProperty(['projects/shop/global/urlMaps']);
  });

  test('quotas are bars, and an instance is made sick on its page', async () => {
    await it.look('/p/shop/quotas');
    await it.page.getByRole('meter', { name: 'HEALTH_CHECKS' }).waitFor();
    await it.look('/r/projects/shop/zones/us-central1-a/instances/cart-a-1');
    await it.page.getByLabel('Port').fill('8080');
    await it.page.getByRole('button', { name: 'Make it sick' }).click();
    await it.page.getByText('From now on it is down on port 8080').waitFor();
    const said = it.simulator.health.list().find(({ target }) => target.endsWith('/cart-a-1'));
    expect(said).toMatchObject({ port: 8080, behaviour: { kind: 'down' } });
  });

  test.each([
    '/p/shop/graph?url=http%3A%2F%2Fshop.example%2Fcart',
    '/p/shop/table/instances',
    '/p/shop/table/operations',
    '/r/projects/shop/global/urlMaps/shop',
    '/r/projects/shop/zones/us-central1-a/instances/cart-a-1',
    '/p/shop/requests?call=47',
    '/p/shop/quotas',
    '/p/shop/evidence',
    '/p/shop/changes?since=90',
    '/p/shop/controls',
  ])('%s has nothing that keeps people out, dark or light, wide or narrow', async (route) => {
    await it.look(route);
    await it.page.locator('main h1').waitFor();
    await expectOpenToAll(it.page, route);
  });
});
