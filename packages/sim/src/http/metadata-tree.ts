import type { Json, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import { ACCOUNT_EMAIL, CLOUD_SCOPE } from './token-endpoints.ts';

const PROJECT = 'gcepool-sim';
const NUMBER = '123456789012';
const ZONE = 'us-central1-a';
const ACCOUNT = { aliases: ['default'], email: ACCOUNT_EMAIL, scopes: [CLOUD_SCOPE] };

/**
 * What the simulated instance and its project say of themselves, as `?recursive=true` shows it: after
 * https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys.
 */
const TREE: JsonObject = {
  instance: {
    attributes: { 'cluster-name': '' },
    cpuPlatform: 'Intel Broadwell',
    description: '',
    disks: [{ deviceName: PROJECT, index: 0, interface: 'SCSI', mode: 'READ_WRITE', type: 'PERSISTENT-BALANCED' }],
    hostname: `${PROJECT}.${ZONE}.c.${PROJECT}.internal`,
    // A text, for it is more than a number of JavaScript can say.
    id: '1234567890123456789',
    image: '',
    licenses: [],
    machineType: `projects/${NUMBER}/machineTypes/e2-medium`,
    maintenanceEvent: 'NONE',
    name: PROJECT,
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
        network: `projects/${NUMBER}/networks/default`,
        subnetmask: '255.255.240.0',
        targetInstanceIps: [],
      },
    ],
    preempted: 'FALSE',
    remainingCpuTime: -1,
    scheduling: { automaticRestart: 'TRUE', onHostMaintenance: 'MIGRATE', preemptible: 'FALSE' },
    serviceAccounts: { default: ACCOUNT, [ACCOUNT_EMAIL]: ACCOUNT },
    tags: [],
    zone: `projects/${NUMBER}/zones/${ZONE}`,
  },
  project: { attributes: {}, numericProjectId: NUMBER, projectId: PROJECT },
  universe: { universeDomain: 'googleapis.com' },
};

/** What is at a path such as `instance/network-interfaces/0/ip`; undefined where there is nothing. */
export function metadataAt(path: string): Json | undefined {
  let value: Json | undefined = TREE;
  for (const segment of path.split('/').filter(Boolean)) {
    if (Array.isArray(value)) value = /^\d+$/.test(segment) ? value[Number(segment)] : undefined;
    else if (isObject(value)) value = own(value, segment) ?? own(value, camelCase(segment));
    else return undefined;
  }
  return value;
}

/** Whether a path leads on: a list of texts, such as `scopes`, is shown in lines, and `tags` as they are. */
export const isFolder = (value: Json): boolean => isObject(value) || (Array.isArray(value) && value.some(isObject));

/** What is in a folder, a line for each. */
export const listing = (folder: Json): string =>
  entriesOf(folder)
    .map(([name, value]) => `${name}${isFolder(value) ? '/' : ''}\n`)
    .join('');

/** All that is below a folder as lines of a path and a value. */
export const lines = (folder: Json, prefix = ''): string =>
  entriesOf(folder)
    .map(([name, value]) =>
      isFolder(value) ? lines(value, `${prefix}${name}/`) : `${prefix}${name} ${textOf(value)}\n`,
    )
    .join('');

/** A value as text. */
export function textOf(value: Json): string {
  if (Array.isArray(value)) return value.map((item) => `${textOf(item)}\n`).join('');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function entriesOf(folder: Json): readonly (readonly [string, Json])[] {
  if (Array.isArray(folder)) return folder.map((value, index) => [String(index), value]);
  if (!isObject(folder)) return [];
  return Object.entries(folder).map(([name, value]) => [kebabCase(name), value ?? null]);
}

/** Names in paths: `network-interfaces` is `networkInterfaces` in JSON; `universe_domain` is asked for as well. */
const camelCase = (name: string): string => name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
