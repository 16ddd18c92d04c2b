import { guestOf } from '../collections/instances/guest.ts';
import { projectNumberOf } from '../collections/projects/project-number.ts';
import type { JsonObject } from '../kernel/json.ts';
import { nameOf, parsePath } from '../kernel/resource-path.ts';
import { pathOf } from '../kernel/self-link.ts';
import type { State } from '../kernel/state.ts';
import { find, findLinked } from '../wire/find.ts';
import type { Resource } from '../wire/wire.ts';
import { madeUpInstance } from './made-up-instance.ts';

type Instance = Resource<'Instance'>;

/**
 * What an instance and its project say of themselves, as the metadata server shows it with `?recursive=true`: after
 * https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys. An instance that is not there is made up.
 *
 * @param path `projects/p/zones/z/instances/i`
 */
export function instanceMetadata(path: string, state: State): JsonObject {
  const { project } = parsePath(path);
  const instance = find(state, 'instances', path)?.resource;
  const { commonInstanceMetadata } = find(state, 'projects', `projects/${project}`)?.resource ?? {};
  return {
    instance: instance === undefined ? madeUpInstance(path) : instanceOf(path, instance, state),
    project: {
      attributes: attributesOf(commonInstanceMetadata),
      numericProjectId: projectNumberOf(project),
      projectId: project,
    },
    universe: { universeDomain: 'googleapis.com' },
  };
}

function instanceOf(path: string, instance: Instance, state: State): JsonObject {
  const { project, location: zone, name } = parsePath(path);
  const number = projectNumberOf(project);
  const { disks = [], networkInterfaces = [], scheduling = {}, serviceAccounts = [] } = instance;
  const boot = disks.find((disk) => disk.boot === true)?.source;
  return {
    attributes: attributesOf(instance.metadata),
    cpuPlatform: instance.cpuPlatform ?? '',
    description: instance.description ?? '',
    disks: disks.map((disk, index) => ({
      deviceName: disk.deviceName ?? '',
      index,
      interface: disk.interface ?? 'SCSI',
      mode: disk.mode ?? 'READ_WRITE',
      type: diskType(disk.source, state),
    })),
    guestAttributes: guestOf(path, state).attributes,
    hostname: instance.hostname ?? `${name}.${zone}.c.${project}.internal`,
    // A text, for it is more than a number of JavaScript can say.
    id: instance.id ?? '',
    image: pathOf(findLinked(state, 'disks', boot)?.resource.sourceImage ?? '') ?? '',
    licenses: [],
    machineType: `projects/${number}/machineTypes/${nameOf(instance.machineType ?? '')}`,
    maintenanceEvent: 'NONE',
    name,
    networkInterfaces: networkInterfaces.map((nic) => interfaceOf(nic, number, state)),
    preempted: 'FALSE',
    remainingCpuTime: -1,
    scheduling: {
      automaticRestart: upper(scheduling.automaticRestart ?? true),
      onHostMaintenance: scheduling.onHostMaintenance ?? 'MIGRATE',
      preemptible: upper(scheduling.preemptible ?? false),
    },
    serviceAccounts: accountsOf(serviceAccounts),
    tags: instance.tags?.items ?? [],
    zone: `projects/${number}/zones/${zone}`,
  };
}

function interfaceOf(nic: Resource<'NetworkInterface'>, number: string, state: State): JsonObject {
  const { accessConfigs = [], aliasIpRanges = [], networkIP = '' } = nic;
  const subnetwork = findLinked(state, 'subnetworks', nic.subnetwork)?.resource;
  const network = findLinked(state, 'networks', nic.network)?.resource;
  return {
    accessConfigs: accessConfigs.map(({ natIP = '', type = 'ONE_TO_ONE_NAT' }) => ({ externalIp: natIP, type })),
    dnsServers: ['169.254.169.254'],
    forwardedIps: [],
    gateway: subnetwork?.gatewayAddress ?? '',
    ip: networkIP,
    ipAliases: aliasIpRanges.map(({ ipCidrRange = '' }) => ipCidrRange),
    mac: macOf(networkIP),
    mtu: network?.mtu ?? 1460,
    network: `projects/${number}/networks/${nameOf(nic.network ?? '')}`,
    subnetmask: maskOf(subnetwork?.ipCidrRange ?? ''),
    targetInstanceIps: [],
  };
}

/** The first account is also called `default`. */
function accountsOf(accounts: readonly Resource<'ServiceAccount'>[]): JsonObject {
  const entries = accounts.map(({ email = '', scopes = [] }) => ({ aliases: ['default'], email, scopes }));
  const [first] = entries;
  return first === undefined
    ? {}
    : { default: first, ...Object.fromEntries(entries.map((entry) => [entry.email, entry])) };
}

const attributesOf = ({ items = [] }: Resource<'Metadata'> = {}): JsonObject =>
  Object.fromEntries(items.map(({ key = '', value = '' }) => [key, value]));

/** `pd-ssd` is `PERSISTENT-SSD`, and the standard type is `PERSISTENT` alone. */
function diskType(source: string | undefined, state: State): string {
  const type = nameOf(findLinked(state, 'disks', source)?.resource.type ?? '');
  return (
    type
      .replace(/^pd-/, 'persistent-')
      .replace(/-standard$/, '')
      .toUpperCase() || 'LOCAL-SSD'
  );
}

/** Addresses of GCE's interfaces have the IPv4 address in them. */
const macOf = (ip: string): string =>
  ['42', '01', ...ip.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');

function maskOf(range: string): string {
  const bits = Number(range.split('/')[1] ?? 32);
  return [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - from)))).join('.');
}

const upper = (value: boolean): string => (value ? 'TRUE' : 'FALSE');
