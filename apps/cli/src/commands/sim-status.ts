import { backgroundFolder, logFileOf } from '../background/background-files.ts';
import { runningSimulator } from '../background/running-simulator.ts';
import type { CommandResult } from '../command-result.ts';

/** Tells whether a simulator runs in the background. Where none does, it fails. */
export async function simStatus(port: number): Promise<CommandResult> {
  const folder = backgroundFolder();
  const running = await runningSimulator(folder, port);
  if (running === undefined) {
    return { document: { port, running: false }, lines: () => [], failure: noneRuns(port) };
  }
  running.release();
  const { url, pid, since, console: page } = running;
  const log = logFileOf(folder, port);
  return {
    document: { port, running: true, url, ...(page !== undefined && { console: page }), pid, since, log },
    lines: () => [
      `listening on ${url} since ${since}, process ${pid}, log ${log}`,
      ...(page === undefined ? [] : [`console on ${page}`]),
    ],
  };
}

/** What is said where none does. */
export const noneRuns = (port: number): string =>
  `no simulator of yours runs in the background on port ${port}; start one with \`gcepool sim start --port ${port}\``;
