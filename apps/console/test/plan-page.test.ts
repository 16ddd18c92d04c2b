import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser } from './chromium.ts';
import { example, ranGcepool } from './gcepool-command.ts';
import { expectOpenToAll } from './open-to-all.ts';

const HOSTILE = `</style><script>document.title='broken'</script><img src=x onerror="document.title='broken'">`;

describe.skipIf(chromiumPath === undefined)('the page of a plan', () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), 'gcepool-plan-'));
    const hostile = {
      kind: 'Service',
      metadata: { name: HOSTILE, namespace: HOSTILE },
      spec: { type: 'NodePort', ports: [{ name: HOSTILE, port: 80, nodePort: 31_000 }] },
    };
    await writeFile(join(folder, 'hostile.json'), JSON.stringify(hostile));
    const nodes = ['--nodes', example('nodes.json'), '--state', join(folder, 'state.json')];
    await ranGcepool(['sync', '--from', example('shop.yaml'), ...nodes]);
    const changed = ['--from', example('shop-changed.yaml'), '--from', join(folder, 'hostile.json')];
    // No service can be of that name, which is said.
    await ranGcepool(['plan', ...changed, ...nodes, '--gc', '--html', join(folder, 'plan.html')], 1);
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (!request.url().endsWith('/plan.html')) complaints.push(`asked ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(folder, 'plan.html')).href);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  test('opens from a file, says what changes and why, and names of the cluster are text in it', async () => {
    await page.getByRole('heading', { name: 'What sync would change' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'shop/search:http' });
    await row.getByText('served, changed').waitFor();
    await row.getByRole('link', { name: 'update backendServices/k8s-be-30083' }).click();
    const step = page.locator('details:target');
    await step.getByText('speaks HTTP2, its backend service HTTP').waitFor();
    await step.getByRole('row', { name: 'protocol "HTTP" "HTTP2"' }).waitFor();
    const problems = page.getByRole('listitem').filter({ hasText: 'is not of the form namespace/name' });
    expect(await problems.textContent()).toContain(HOSTILE);
    await page.getByRole('row').filter({ hasText: '31000' }).getByText('nothing: see above').waitFor();
    expect(await page.title()).toBe('What sync would change');
    expect(complaints).toEqual([]);
  });

  test('a step unfolds by the keyboard', async () => {
    const step = page.locator('details').filter({ hasText: 'k8s-be-30086 ' }).first();
    await step.locator('summary').focus();
    await page.keyboard.press('Enter');
    await step.getByRole('columnheader', { name: 'Before' }).waitFor();
    expect(await step.getAttribute('open')).toBe('');
  });

  test('has nothing that keeps people out', async () => {
    await expectOpenToAll(page, 'hostile-plan');
    const shop = ['--from', example('shop-changed.yaml'), '--nodes', example('nodes.json'), '--state', 'state.json'];
    await ranGcepool(['plan', ...shop, '--gc', '--html', 'plan.html'], 0, folder);
    await page.reload();
    await page.evaluate('scrollTo(0, 0)');
    await expectOpenToAll(page, 'plan');
  });
});
