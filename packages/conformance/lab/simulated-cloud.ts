import { createSimulator, type Simulator, type SimulatorOptions } from '@gcepool/sim';
import { inProcessCloud, type InProcessOptions } from './in-process-cloud.ts';

/** The zone that the laws work in. */
export const ZONE = 'us-central1-a';

/** The instances that the laws may add to groups. */
export const INSTANCES = ['node-1', 'node-2', 'node-3'] as const;

/** Makes instances in a simulated project. */
export function insertInstances(simulator: Simulator, project: string, zone: string, names: readonly string[]): void {
  for (const name of names) {
    const { status, body } = simulator.handle({
      method: 'POST',
      url: `/compute/v1/projects/${project}/zones/${zone}/instances`,
      body: {
        name,
        machineType: `zones/${zone}/machineTypes/e2-small`,
        networkInterfaces: [{ network: 'global/networks/default' }],
        disks: [
          {
            boot: true,
            autoDelete: true,
            initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' },
          },
        ],
      },
    });
    if (status >= 400) throw new Error(`${name} cannot be made: ${JSON.stringify(body)}`);
  }
  // Work is finished when the next one reads.
  simulator.handle({ method: 'GET', url: `/compute/v1/projects/${project}/zones/${zone}/operations` });
}

const prepared = createSimulator();
insertInstances(prepared, 'p', ZONE, INSTANCES);

/** A simulator whose project `p` has {@link INSTANCES}. */
export function simulatorWithInstances(options?: SimulatorOptions): Simulator {
  return options === undefined ? prepared.fork() : createSimulator({ ...options, snapshot: prepared.snapshot() });
}

/** A cloud of its own, in process, with {@link INSTANCES}. */
export function simulatedCloud(options?: InProcessOptions): ReturnType<typeof inProcessCloud> {
  return inProcessCloud(simulatorWithInstances(), options);
}
