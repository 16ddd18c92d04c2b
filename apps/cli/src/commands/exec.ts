import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { EndedWith, usageFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { execEnvironment, tokenFile } from './exec-environment.ts';
import { programStatus } from './program-status.ts';
import type { Proxied } from './proxied-environment.ts';
import { requireProxy } from './require-proxy.ts';
import { requireSimulator } from './require-simulator.ts';
import type { AddressOptions } from './sim-address.ts';
import { addressOf } from './sim-address.ts';
import { tellIgnored } from './tell-ignored.ts';
import type { OtherHosts } from './tls-front.ts';
import { tlsFront } from './tls-front.ts';

/** The flags of `gcepool exec`. */
export interface ExecOptions extends AddressOptions {
  readonly start?: true;
  readonly otherHosts?: OtherHosts;
}

/**
 * Runs a program of any language that meets a simulator in the place of Google, and ends with its status.
 *
 * @throws EndedWith the status of the program
 */
export async function exec(command: readonly string[], options: ExecOptions, io: Io): Promise<void> {
  throw new EndedWith(await (options.start ? withSimulator(command, options, io) : withRunning(command, options, io)));
}

async function withRunning(command: readonly string[], options: ExecOptions, io: Io): Promise<number> {
  if (options.otherHosts !== undefined) {
    throw usageFailure(
      '--other-hosts goes with --start; a simulator that runs is told it by `gcepool sim --other-hosts`',
    );
  }
  const url = addressOf(options);
  if (new URL(url).pathname !== '/')
    throw usageFailure(`--url ${url}: a proxy has no path; a fork cannot be meant here`);
  await requireSimulator(url);
  const trust = await tlsFront(io, {}).trusted();
  await requireProxy(url, trust.own);
  return run(command, { url, project: options.project, trust });
}

async function withSimulator(command: readonly string[], options: ExecOptions, io: Io): Promise<number> {
  const { createSimulator } = await import('@gcepool/sim');
  const { listen } = await import('@gcepool/sim/node');
  const { tls, trusted } = tlsFront(io, { tls: true, otherHosts: options.otherHosts ?? 'passed' });
  const trust = await trusted();
  const simulator = createSimulator({ startTime: Date.now(), onCall: tellIgnored(io) });
  const server = await listen(simulator, { tls });
  try {
    return await run(command, { url: server.url, project: options.project, trust });
  } finally {
    await server.close();
  }
}

async function run(command: readonly string[], proxied: Proxied): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'gcepool-gcloud-'));
  try {
    await writeFile(tokenFile(folder), 'gcepool-simulator-token');
    const absent = `${command[0]} cannot be run: there is no such program on the PATH`;
    return await programStatus(command, execEnvironment(process.env, proxied, folder), absent);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
