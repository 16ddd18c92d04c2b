import type { Node } from '@gcepool/core';
import type { Simulator } from '@gcepool/sim';
import { Failure } from '../failure.ts';

/** Makes an instance of the simulator for each node that has none: real machines would be there already. Gives how many it made. */
export function insertNodes(simulator: Simulator, project: string, nodes: readonly Node[]): number {
  let inserted = 0;
  for (const { name, zone } of nodes) {
    if (zone === undefined) continue;
    const { status, body } = simulator.handle({
      method: 'POST',
      url: `https://compute.googleapis.com/compute/v1/projects/${project}/zones/${zone}/instances`,
      body: {
        name,
        machineType: `zones/${zone}/machineTypes/e2-small`,
        networkInterfaces: [{ network: 'global/networks/default' }],
        disks: [
          {
            boot: true,
            initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' },
          },
        ],
      },
    });
    if (status < 300) inserted += 1;
    // 409: it is there from an earlier command on the same state.
    if (status < 300 || status === 409) continue;
    throw new Failure(1, `node ${name} in zone ${zone} could not be put into the simulator: ${JSON.stringify(body)}`);
  }
  return inserted;
}
