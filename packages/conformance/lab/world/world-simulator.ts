import { createSimulator, type Simulator } from '@gcepool/sim';
import { insertInstances } from '../simulated-cloud.ts';

/** The zones that clusters may have nodes in. */
export const WORLD_ZONES = ['us-central1-a', 'us-central1-b'] as const;

/** Names of the nodes of a cluster, by zone; numbers choose among them. */
export const nodeName = (cluster: string, zone: string, index: number): string =>
  `node-${cluster}-${zone.at(-1)}${index}`;

/** How many nodes a cluster may have in each zone. */
export const NODES = 3;

const prepared = createSimulator();
for (const zone of WORLD_ZONES) {
  for (const cluster of ['one', 'two']) {
    const names = Array.from({ length: NODES }, (_, index) => nodeName(cluster, zone, index));
    insertInstances(prepared, 'p', zone, names);
  }
}
// The group that people link to what the pool made.
const { status } = prepared.handle({
  method: 'POST',
  url: '/compute/v1/projects/p/zones/us-central1-c/instanceGroups',
  body: { name: 'mine' },
});
if (status >= 400) throw new Error(`the group of the manual editor cannot be made: ${status}`);
prepared.handle({ method: 'GET', url: '/compute/v1/projects/p/zones/us-central1-c/operations' });

/** The project that every world begins with: machines, and a group that somebody made. */
export const simulatorOfWorld = (): Simulator => prepared.fork();

/** By now every health check has found out what a machine does, whatever its interval and thresholds. */
export const FOUND_OUT_MS = 20 * 60_000;

/** What a machine that is deaf does not answer on. */
export const DEAF_PORT = 9_000;

/** Lets a machine answer or not, or start or stop; how it is has been found out afterwards. */
export function setMachine(
  simulator: Simulator,
  { name, zone }: { readonly name: string; readonly zone: string },
  state: 'up' | 'down' | 'deaf' | 'started' | 'stopped',
): void {
  const path = `projects/p/zones/${zone}/instances/${name}`;
  if (state === 'up' || state === 'down') simulator.health.set({ instance: path, behaviour: state });
  else if (state === 'deaf') simulator.health.set({ instance: path, port: DEAF_PORT, behaviour: 'down' });
  else {
    simulator.handle({ method: 'POST', url: `/compute/v1/${path}/${state === 'started' ? 'start' : 'stop'}` });
    // Work is finished when the next one reads.
    simulator.handle({ method: 'GET', url: `/compute/v1/projects/p/zones/${zone}/operations` });
  }
  simulator.clock.advance(FOUND_OUT_MS);
}

/** Deletes a machine, as the autoscaler or a preemption does; `false` where that is refused. */
export function deleteInstance(simulator: Simulator, name: string, zone: string): boolean {
  const url = `/compute/v1/projects/p/zones/${zone}/instances/${name}`;
  const isDone = simulator.handle({ method: 'DELETE', url }).status < 400;
  // Work is finished when the next one reads.
  simulator.handle({ method: 'GET', url: `/compute/v1/projects/p/zones/${zone}/operations` });
  return isDone;
}
