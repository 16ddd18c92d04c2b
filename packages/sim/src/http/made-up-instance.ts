import { projectNumberOf } from '../collections/projects/project-number.ts';
import type { JsonObject } from '../kernel/json.ts';
import { parsePath } from '../kernel/resource-path.ts';
import { ACCOUNT_EMAIL } from '../iam/own-account.ts';
import { CLOUD_SCOPE } from './token-endpoints.ts';

const ACCOUNT = { aliases: ['default'], email: ACCOUNT_EMAIL, scopes: [CLOUD_SCOPE] };

/** An instance that nobody made says this of itself: clients find credentials and a project all the same. */
export function madeUpInstance(path: string): JsonObject {
  const { project, location: zone, name } = parsePath(path);
  const number = projectNumberOf(project);
  return {
    attributes: { 'cluster-name': '' },
    cpuPlatform: 'Intel Broadwell',
    description: '',
    disks: [{ deviceName: name, index: 0, interface: 'SCSI', mode: 'READ_WRITE', type: 'PERSISTENT-BALANCED' }],
    guestAttributes: {},
    hostname: `${name}.${zone}.c.${project}.internal`,
    // A text, for it is more than a number of JavaScript can say.
    id: '1234567890123456789',
    image: '',
    licenses: [],
    machineType: `projects/${number}/machineTypes/e2-medium`,
    maintenanceEvent: 'NONE',
    name,
    networkInterfaces: [
      {
        accessConfigs: [{ externalIp: '', type: 'ONE_TO_ONE_NAT' }],
        dnsServers: ['169.254.169.254'],
        forwardedIps: [],
        gateway: '10.128.0.1',
        ip: '10.128.0.2',
        ipAliases: [],
        mac: '42:01:0a:80:00:02',
        mtu: 1460,
        network: `projects/${number}/networks/default`,
        subnetmask: '255.255.240.0',
        targetInstanceIps: [],
      },
    ],
    preempted: 'FALSE',
    remainingCpuTime: -1,
    scheduling: { automaticRestart: 'TRUE', onHostMaintenance: 'MIGRATE', preemptible: 'FALSE' },
    serviceAccounts: { default: ACCOUNT, [ACCOUNT_EMAIL]: ACCOUNT },
    tags: [],
    zone: `projects/${number}/zones/${zone}`,
  };
}
