import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser } from './chromium.ts';
import { openConsole } from './opened-console.ts';
import { openShop } from './shop.ts';

describe.skipIf(chromiumPath === undefined)('the console and other pages', () => {
  let browser: Browser;
  let stranger: Server;
  let origin: string;
  beforeAll(async () => {
    browser = await openBrowser();
    stranger = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>Another page</title>');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    // A server that listens on a port has an address of this form.
    origin = `http://localhost:${(stranger.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser.close();
    stranger.close();
  });

  test('a page of another origin reads nothing, changes nothing and shows nothing of it', async () => {
    const it = await openConsole(browser);
    const page = await browser.newPage();
    try {
      await page.goto(origin);
      const before = it.simulator.position();
      const tried = await page.evaluate(
        `(async () => {
          const server = ${JSON.stringify(it.server.url)};
          const came = [];
          const attempt = (name, doing) => doing().then((what) => came.push(name + ': ' + what), () => undefined);
          for (const path of ['/', '/_sim', '/_sim/events', '/compute/v1/projects/shop/global/urlMaps']) {
            await attempt('read ' + path, async () => (await fetch(server + path)).text());
            await attempt('read ' + path, async () => {
              const answer = await fetch(server + path, { headers: { 'x-gcepool-console': 'x' } });
              return answer.text();
            });
          }
          await fetch(server + '/_sim/reset', { method: 'POST', mode: 'no-cors' }).catch(() => undefined);
          const form = document.createElement('form');
          form.method = 'POST';
          form.action = server + '/_sim/reset';
          form.target = 'frame';
          const frame = document.createElement('iframe');
          frame.name = 'frame';
          document.body.append(frame, form);
          form.submit();
          await new Promise((resolve) => frame.addEventListener('load', resolve));
          const shown = document.createElement('iframe');
          shown.src = server + '/';
          const loaded = new Promise((resolve) => shown.addEventListener('load', resolve));
          document.body.append(shown);
          await loaded;
          await attempt('framed', async () => {
            if (shown.contentDocument === null) throw new Error('not readable');
            return shown.contentDocument.title;
          });
          const script = document.createElement('script');
          script.src = server + '/console/x.js';
          const ended = new Promise((resolve) => {
            script.onload = () => resolve('loaded');
            script.onerror = () => resolve('refused');
          });
          document.body.append(script);
          came.push('script: ' + (await ended));
          return came;
        })()`,
      );
      expect(tried).toEqual(['script: refused']);
      expect(it.simulator.position()).toEqual(before);
    } finally {
      await page.close();
      await it.close();
    }
  });

  test('the page runs no text as a program and loads nothing from elsewhere', async () => {
    const it = await openConsole(browser);
    const page = await browser.newPage();
    try {
      await page.goto(it.server.url);
      await page.getByRole('link', { name: 'shop-http' }).waitFor();
      const came = await page.evaluate(
        `(async () => {
          const found = [];
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => found.push(effectiveDirective));
          const script = document.createElement('script');
          try { script.textContent = 'globalThis.broken = true'; document.body.append(script); } catch (error) { found.push(error.name); }
          const image = new Image();
          image.src = ${JSON.stringify(origin)} + '/x.png';
          await fetch(${JSON.stringify(origin)}).catch(() => undefined);
          const style = document.createElement('style');
          style.textContent = 'body { display: none }';
          document.head.append(style);
          await new Promise((resolve) => setTimeout(resolve));
          return [globalThis.broken === undefined, [...new Set(found)].sort()];
        })()`,
      );
      expect(came).toEqual([true, expect.arrayContaining(['connect-src', 'img-src', 'style-src-elem'])]);
    } finally {
      await page.close();
      await it.close();
    }
  });

  test('a page goes on when its server is started anew, which takes no token of the one before', async () => {
    const simulator = createSimulator({ clock: 'manual' });
    openShop(simulator);
    const first = await listen(simulator);
    const page = await browser.newPage();
    await page.goto(`${first.url}/#/p/shop/graph`);
    await page.getByRole('link', { name: 'shop-http' }).waitFor();
    await first.close();
    await page.getByText('no connection', { exact: true }).waitFor();
    const second = await listen(simulator, { port: first.port });
    try {
      await page.getByText('live', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'shop-http' }).waitFor();
      expect(page.url()).toBe(`${second.url}/#/p/shop/graph`);
    } finally {
      await page.close();
      await second.close();
    }
  });

  test('a simulator with an admin token asks for it, and a wrong one is asked for again', async () => {
    const it = await openConsole(browser, {}, { adminToken: 'open-sesame' });
    const page = await browser.newPage();
    try {
      await page.goto(it.server.url);
      await page.getByLabel('Admin token', { exact: true }).fill('wrong-token');
      await page.getByRole('button', { name: 'Show the console' }).click();
      await page.getByLabel('Admin token', { exact: true }).fill('open-sesame');
      await page.getByRole('button', { name: 'Show the console' }).click();
      await page.getByRole('link', { name: 'shop-http' }).waitFor();
      expect(await page.getByLabel('Admin token', { exact: true }).count()).toBe(0);
    } finally {
      await page.close();
      await it.close();
    }
  });
});
