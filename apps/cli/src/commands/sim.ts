import process from 'node:process';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';

/** The flags of `gcepool sim`. */
export interface SimOptions {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  readonly clock: 'instant' | 'real';
  readonly auth: 'none' | 'required';
  readonly tolerant?: boolean;
}

/** Serves a simulator until the process is told to stop. The first line it prints says where, once it is ready. */
export async function sim({ port, host, seed, clock, auth, tolerant }: SimOptions, io: Io): Promise<void> {
  const stopped = stopSignal();
  const simulator = createSimulator({ clock, auth, tolerant: tolerant === true, ...(seed !== undefined && { seed }) });
  const server = await listen(simulator, { port, host }).catch((error: unknown) => {
    throw new Failure(1, describeListenError(error, port, host), { cause: error });
  });
  io.print(`listening on ${server.url}`);
  await stopped;
  await server.close();
}

// Taken up before the server listens: a stop that comes early is a clean stop too.
const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

function describeListenError(error: unknown, port: number, host: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `--port ${port}: already in use on ${host}; choose another, or 0 for any free one`;
  if (code === 'EACCES') return `--port ${port}: not permitted on ${host}; choose one above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `--host ${host}: is no address of this machine; use 127.0.0.1`;
  return `--host ${host} --port ${port}: ${error instanceof Error ? error.message : String(error)}`;
}
