import { accessSync, constants } from 'node:fs';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Nothing of it speaks to anybody but the server under test. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chromium is; undefined where there is none. */
export const chromiumPath: string | undefined = [process.env['GCEPOOL_TEST_CHROMIUM'], '/usr/bin/chromium'].find(
  isProgram,
);

function isProgram(path: string | undefined): path is string {
  try {
    if (path === undefined) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser without a window or a past. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }), args: FLAGS });
