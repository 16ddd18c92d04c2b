import type { LargeResource, Send } from './large-resource.ts';
import {
  address,
  BY_THE_FIELD,
  BY_THE_PART,
  inBatches,
  inTurn,
  patches,
  range,
  REGION,
  ZONE,
} from './large-resource.ts';
import { instanceLink, makeInstances, PROPERTIES } from './machines.ts';

const GROUP = `${ZONE}/instanceGroups/g`;

function groupOf(size: number, send: Send): void {
  makeInstances(size, send);
  send('POST', `${ZONE}/instanceGroups`, { name: 'g' });
  const instances = range(size, (index) => ({ instance: instanceLink(index) }));
  send('POST', `${GROUP}/addInstances`, { instances });
}

const endpoint = (index: number): object => ({ ipAddress: address(index), port: 80 });
const ENDPOINTS = `${ZONE}/networkEndpointGroups/n`;

function endpointGroupOf(size: number, send: Send): void {
  send('POST', `${ZONE}/networkEndpointGroups`, { name: 'n', networkEndpointType: 'NON_GCP_PRIVATE_IP_PORT' });
  inBatches(size, (from, count) => {
    const networkEndpoints = range(count, (index) => endpoint(from + index));
    send('POST', `${ENDPOINTS}/attachNetworkEndpoints`, { networkEndpoints });
  });
}

const MANAGER = `${ZONE}/instanceGroupManagers/m`;
const config = (index: number, value: string): object => ({
  name: `i${index}`,
  preservedState: { metadata: { k: value } },
});

/** A manager of so many instances, of each of which something is preserved. */
function managerOf(size: number, send: Send): void {
  send('POST', '/global/instanceTemplates', { name: 't', properties: PROPERTIES });
  send('POST', `${ZONE}/instanceGroupManagers`, {
    name: 'm',
    targetSize: 0,
    instanceTemplate: 'global/instanceTemplates/t',
  });
  inBatches(size, (from, count) => {
    const instances = range(count, (index) => config(from + index, 'v'));
    send('POST', `${MANAGER}/createInstances`, { instances });
  });
}

/** Groups of instances and of endpoints, managed ones, and target pools. */
export const GROUPS: readonly LargeResource[] = [
  {
    what: 'instance group, by members: setNamedPorts',
    small: 1,
    large: 2000,
    most: BY_THE_FIELD,
    make: groupOf,
    change: (round) => [
      ['POST', `${GROUP}/setNamedPorts`, { namedPorts: [{ name: 'http', port: 1 + (round % 1000) }] }],
    ],
  },
  {
    what: 'instance group, by members: removeInstances and addInstances of one',
    small: 1,
    large: 2000,
    most: BY_THE_PART,
    make: groupOf,
    change: inTurn(GROUP, ['removeInstances', 'addInstances'], { instances: [{ instance: instanceLink(0) }] }),
  },
  {
    what: 'network endpoint group, by endpoints: attach and detach one',
    small: 1,
    large: 4000,
    most: BY_THE_PART,
    make: endpointGroupOf,
    change: inTurn(ENDPOINTS, ['attachNetworkEndpoints', 'detachNetworkEndpoints'], {
      networkEndpoints: [endpoint(60_000)],
    }),
  },
  {
    what: 'target pool, by instances: addInstance and removeInstance',
    small: 1,
    large: 500,
    most: BY_THE_PART,
    make: (size, send) => send('POST', `${REGION}/targetPools`, { name: 'p', instances: range(size, instanceLink) }),
    change: inTurn(`${REGION}/targetPools/p`, ['addInstance', 'removeInstance'], {
      instances: [{ instance: instanceLink(1000) }],
    }),
  },
  {
    what: 'managed group, by instances: PATCH of description',
    small: 1,
    large: 1000,
    make: managerOf,
    change: patches(MANAGER),
  },
  {
    what: 'managed group, by instances: updatePerInstanceConfigs of one',
    small: 1,
    large: 1000,
    make: managerOf,
    change: (round) => [
      ['POST', `${MANAGER}/updatePerInstanceConfigs`, { perInstanceConfigs: [config(0, `v${round}`)] }],
    ],
  },
  {
    what: 'managed group, by instances: applyUpdatesToInstances of one',
    small: 1,
    large: 1000,
    make: managerOf,
    change: () => [['POST', `${MANAGER}/applyUpdatesToInstances`, { instances: [instanceLink(0)] }]],
  },
];
