import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import type { SimulatorServer } from '@gcepool/sim/node';
import { listen } from '@gcepool/sim/node';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser } from './chromium.ts';
import { startGcepool } from './gcepool-command.ts';
import { expectOpenToAll } from './open-to-all.ts';

const HOSTILE = `<img src=x onerror="document.title='broken'">`;
const service = (name: string, nodePort: number): string =>
  JSON.stringify({
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort }] },
  });

describe.skipIf(chromiumPath === undefined)('the page of a loop', () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  let simulator: Simulator;
  let server: SimulatorServer;
  let loop: ChildProcess;
  let url: string;
  let complaints: string[];
  const file = (): string => join(folder, 'services.yaml');
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    simulator = createSimulator();
    server = await listen(simulator);
    folder = await mkdtemp(join(tmpdir(), 'gcepool-loop-'));
    await writeFile(file(), [service('cart', 30_001), service('till', 30_002)].join('\n---\n'));
    const cloud = ['--endpoint', server.url, '--cluster', 'uid1', '--zones', 'us-central1-a'];
    const flags = [...cloud, '--interval', '0', '--watch', '--console', '0'];
    loop = startGcepool(['run', '--from', 'services.yaml', ...flags], folder);
    loop.stdout?.resume();
    url = await consoleOf(loop);
    page = await browser.newPage();
    complaints = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
    });
    await page.goto(url);
  });
  afterEach(async () => {
    await page.close();
    loop.kill('SIGKILL');
    await server.close();
    await rm(folder, { recursive: true });
    if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
  });

  test('follows its runs, and shows what each found, did and why, without a reload', async () => {
    await page.getByText('live', { exact: true }).waitFor();
    const runs = page.getByRole('table', { name: 'Last runs' });
    await runs.getByRole('row').filter({ hasText: '5 of 5 changes made' }).waitFor();
    await page.getByRole('row', { name: 'shop/cart:http 30001 as desired' }).waitFor();
    const path = '/compute/v1/projects/simulated-project/global/backendServices/k8s-be-30001--uid1';
    simulator.handle({ method: 'PATCH', url: path, body: { protocol: 'HTTPS' } });
    await writeFile(file(), [service('cart', 30_001), service(HOSTILE, 30_002)].join('\n---\n'));
    const run = runs.getByRole('row').filter({ hasText: 'services.yaml changed' }).filter({ hasText: 'made' });
    await run.getByRole('link').first().click();
    const about = page.getByRole('region', { name: /^Run \d+$/ });
    await about.getByText('Drift: found to be not as desired').waitFor();
    await about.getByText('global/backendServices/k8s-be-30001--uid1').last().click();
    await about.locator('.change', { hasText: '"HTTPS" → "HTTP"' }).waitFor();
    expect(page.url()).toMatch(/#\/runs\/\d+$/);
    expect(await page.title()).toBe('gcepool: loop');
  });

  test('says what cannot be used and why, as text, and that the process is gone', async () => {
    await page.getByRole('row', { name: 'shop/till:http 30002 as desired' }).waitFor();
    await writeFile(file(), [service('cart', 30_001), service(HOSTILE, 99_999)].join('\n---\n'));
    const problems = page.getByRole('region', { name: 'Not as desired, and why' });
    await problems.getByText(HOSTILE).waitFor();
    await page.getByText('failed, and trying again').waitFor();
    expect(await page.title()).toBe('gcepool: loop');
    loop.kill('SIGTERM');
    await page.getByText('no connection', { exact: true }).waitFor();
  });

  test('has nothing that keeps people out', async () => {
    await writeFile(file(), [service('cart', 30_001), service('till', 99_999)].join('\n---\n'));
    await page.getByText('failed, and trying again').waitFor();
    await page.getByRole('table', { name: 'Last runs' }).getByRole('link', { name: '1', exact: true }).click();
    await page.getByRole('heading', { name: 'Steps' }).waitFor();
    await expectOpenToAll(page, 'loop');
  });
});

/** Where a command says that its console is. */
async function consoleOf({ stderr, exitCode }: ChildProcess): Promise<string> {
  let said = '';
  for await (const text of stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(text);
    const [, url] = /; console on (\S+)\n/.exec(said) ?? [];
    if (url === undefined) continue;
    stderr?.resume();
    return url;
  }
  throw new Error(`It ended with ${String(exitCode)}: ${said}`);
}
