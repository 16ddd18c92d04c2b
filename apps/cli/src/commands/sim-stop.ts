import { backgroundFolder } from '../background/background-files.ts';
import { runningSimulator } from '../background/running-simulator.ts';
import type { Io } from '../io.ts';
import { noneRuns } from './sim-status.ts';

/** Stops a simulator in the background, and resolves when its process has ended. That none runs is what was asked for. */
export async function simStop(port: number, io: Io): Promise<void> {
  const running = await runningSimulator(backgroundFolder(), port);
  if (running === undefined) {
    io.remark(noneRuns(port));
    return;
  }
  running.stop();
  await running.ended;
  io.print(`stopped ${running.url}`);
}
