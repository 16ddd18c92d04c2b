import type { Simulator, SimulatorOptions } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import type { ListenOptions, SimulatorServer } from '@gcepool/sim/node';
import { listen } from '@gcepool/sim/node';
import type { Browser, Page } from 'playwright-core';
import { openShop } from './shop.ts';

/** A simulator with a shop in it, being served, and a page of a browser that shows it. */
export interface OpenedConsole {
  readonly simulator: Simulator;
  readonly server: SimulatorServer;
  readonly page: Page;
  /** Looks at something: `/p/shop/graph`. */
  readonly look: (route: string) => Promise<void>;
  /** @throws Error if the page said that something went wrong, or asked anything of another server */
  readonly close: () => Promise<void>;
}

/** Browsers say so of every answer that is a refusal: of what is absent, and of what makes no sense, which pages show. */
const EXPECTED = /^Failed to load resource: .* status of (?:400|404) /;

export async function openConsole(
  browser: Browser,
  options: SimulatorOptions = {},
  listenOptions: ListenOptions = {},
): Promise<OpenedConsole> {
  const simulator = createSimulator({ clock: 'manual', ...options });
  openShop(simulator);
  const server = await listen(simulator, listenOptions);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${server.url}/`)) complaints.push(`asked ${request.url()}`);
  });
  return {
    simulator,
    server,
    page,
    look: async (route) => {
      await page.goto(`${server.url}/#${route}`);
      await page.getByText('live', { exact: true }).waitFor();
    },
    close: async () => {
      await context.close();
      await server.close();
      if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
    },
  };
}
