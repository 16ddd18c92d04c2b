import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';

/** What Google's clients, and Node itself, take from the machine they run on. */
const OF_THE_MACHINE = /^(?:google|gcloud|cloudsdk|gce)_|_proxy$/i;

test('tests have no gcloud, no credentials and no proxies of the machine', () => {
  expect(spawnSync('gcloud').error).toMatchObject({ code: 'ENOENT' });
  expect(existsSync(join(homedir(), '.config/gcloud'))).toBe(false);
  expect(Object.keys(process.env).filter((name) => OF_THE_MACHINE.test(name))).toEqual([]);
});

test('nor have the processes that they start', () => {
  const lines = spawnSync('env', { encoding: 'utf8' }).stdout.trim().split('\n');
  expect(lines).toContain(`HOME=${homedir()}`);
  expect(lines.filter((line) => OF_THE_MACHINE.test(line.split('=', 1).join()))).toEqual([]);
});
