import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startedCommand } from '../started-command.test-support.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-terraform-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A Terraform that prints what its Google providers would find, and ends as `plan -detailed-exitcode` does. */
async function terraform(): Promise<string> {
  const names =
    'GOOGLE_COMPUTE_CUSTOM_ENDPOINT GOOGLE_OAUTH_ACCESS_TOKEN GOOGLE_PROJECT GOOGLE_CREDENTIALS HTTPS_PROXY';
  const script = ['#!/bin/sh', 'echo "$@"', `for name in ${names}; do printenv $name || echo none; done`, 'exit 2'];
  await writeFile(join(folder, 'terraform'), `${script.join('\n')}\n`);
  await chmod(join(folder, 'terraform'), 0o755);
  return `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
}

test('is Terraform whose providers mean the simulator, with its status', async () => {
  const env = { PATH: await terraform(), GOOGLE_CREDENTIALS: '/key.json', HTTPS_PROXY: 'http://proxy.test' };
  const args = ['terraform', '--start', '--project', 'my-project', '--', 'plan', '-detailed-exitcode'];
  const { code, out, error } = await startedCommand(args, { env }).ended;
  expect({ code, error }).toEqual({ code: 2, error: '' });
  expect(out.trim().split('\n')).toEqual([
    'plan -detailed-exitcode',
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/compute\/v1\/$/),
    'gcepool-simulator-token',
    'my-project',
    'none',
    'http://proxy.test',
  ]);
});

test('says so when Terraform is not installed', async () => {
  const env = { PATH: join(folder, 'nowhere') };
  const { code, error } = await startedCommand(['terraform', '--start', '--', 'plan'], { env }).ended;
  expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining('terraform is not installed') });
});
