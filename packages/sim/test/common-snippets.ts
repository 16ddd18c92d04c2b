import type { ProgramContext } from '../src/explore/index.ts';
import { PROJECT, send, wait, ZONE } from './explored-programs.ts';

/* What many programs do with Compute Engine, as it is written first: each waits for its operations and looks at no error of them. */

type Fetch = ProgramContext['fetch'];

const MANAGERS = `${ZONE}/instanceGroupManagers`;

const template = (name: string): object => ({
  name,
  properties: {
    machineType: 'e2-small',
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

/** A managed group of two machines of one template, behind a backend service. */
export async function shop(fetch: Fetch): Promise<void> {
  await wait(fetch, await send(fetch, 'POST', `${PROJECT}/global/instanceTemplates`, template('v1')));
  const group = {
    name: 'web',
    baseInstanceName: 'web',
    targetSize: 2,
    instanceTemplate: 'global/instanceTemplates/v1',
  };
  await wait(fetch, await send(fetch, 'POST', MANAGERS, group));
  const backends = [{ group: 'zones/us-central1-a/instanceGroups/web' }];
  const check = { name: 'alive', type: 'HTTP' };
  await wait(fetch, await send(fetch, 'POST', `${PROJECT}/global/healthChecks`, check));
  const service = { name: 'web', healthChecks: ['global/healthChecks/alive'], backends };
  await wait(fetch, await send(fetch, 'POST', `${PROJECT}/global/backendServices`, service));
}

/** Has a managed group make its machines of another template. */
export async function rollingUpdate({ fetch }: ProgramContext): Promise<void> {
  await wait(fetch, await send(fetch, 'POST', `${PROJECT}/global/instanceTemplates`, template('v2')));
  const versions = [{ instanceTemplate: 'global/instanceTemplates/v2' }];
  await wait(fetch, await send(fetch, 'PATCH', `${MANAGERS}/web`, { versions, updatePolicy: { type: 'PROACTIVE' } }));
}

/** Takes a group out of its service, and then away. */
export async function drainAndDelete({ fetch }: ProgramContext): Promise<void> {
  const url = `${PROJECT}/global/backendServices/web`;
  await send(fetch, 'GET', url);
  await wait(fetch, await send(fetch, 'PATCH', url, { backends: [] }));
  await wait(fetch, await send(fetch, 'DELETE', `${MANAGERS}/web`));
}
