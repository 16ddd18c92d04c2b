import { requireSimulator } from './require-simulator.ts';
import type { AddressOptions } from './sim-address.ts';
import { addressOf } from './sim-address.ts';

/** The flags that say where a simulator is, or that one is started for the work alone. */
export interface OnSimulatorOptions extends AddressOptions {
  readonly start?: true;
}

/** Does work with the simulator that the flags name. @throws Failure where none runs */
export async function onSimulator<T>(options: OnSimulatorOptions, work: (url: string) => Promise<T>): Promise<T> {
  if (options.start) return withOwnSimulator(work);
  const url = addressOf(options);
  await requireSimulator(url);
  return work(url);
}

async function withOwnSimulator<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { createSimulator } = await import('@gcepool/sim');
  const { listen } = await import('@gcepool/sim/node');
  const server = await listen(createSimulator());
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}
