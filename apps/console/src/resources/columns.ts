import type { JsonObject, JsonValue } from '../server/json.ts';

/** A column of a table: a field of the resources in it. */
export interface Column {
  readonly title: string;
  /** As `networkInterfaces[0].networkIP`; a name ending in `#` is how many items the list has. */
  readonly field: string;
  /** In em. */
  readonly width: number;
}

const column = (title: string, field: string, width = 10): Column => ({ title, field, width });

/** What people look for in the collections that they look at most. */
const KNOWN: Readonly<Record<string, readonly Column[]>> = {
  addresses: [column('Address', 'address'), column('Status', 'status', 8), column('Type', 'addressType', 8)],
  backendServices: [
    column('Scheme', 'loadBalancingScheme', 11),
    column('Protocol', 'protocol', 7),
    column('Backends', 'backends#', 6),
    column('Health check', 'healthChecks[0]', 12),
    column('Port name', 'portName', 8),
    column('Timeout, s', 'timeoutSec', 6),
  ],
  disks: [
    column('Status', 'status', 7),
    column('Size, GB', 'sizeGb', 6),
    column('Type', 'type'),
    column('Used by', 'users[0]'),
  ],
  firewalls: [
    column('Network', 'network', 8),
    column('Direction', 'direction', 7),
    column('Priority', 'priority', 6),
    column('Sources', 'sourceRanges', 12),
    column('Disabled', 'disabled', 6),
  ],
  forwardingRules: [
    column('Address', 'IPAddress', 9),
    column('Ports', 'portRange', 7),
    column('Protocol', 'IPProtocol', 6),
    column('Scheme', 'loadBalancingScheme', 11),
    column('Target', 'target', 12),
  ],
  healthChecks: [
    column('Type', 'type', 6),
    column('Interval, s', 'checkIntervalSec', 6),
    column('Timeout, s', 'timeoutSec', 6),
    column('Healthy after', 'healthyThreshold', 7),
    column('Unhealthy after', 'unhealthyThreshold', 8),
  ],
  instanceGroups: [column('Size', 'size', 5), column('Named ports', 'namedPorts#', 7), column('Network', 'network')],
  instances: [
    column('Status', 'status', 8),
    column('Machine type', 'machineType', 9),
    column('Internal address', 'networkInterfaces[0].networkIP', 9),
    column('External address', 'networkInterfaces[0].accessConfigs[0].natIP', 9),
    column('Tags', 'tags.items', 9),
  ],
  networkEndpointGroups: [
    column('Type', 'networkEndpointType', 10),
    column('Size', 'size', 5),
    column('Network', 'network'),
  ],
  operations: [
    column('Status', 'status', 7),
    column('Progress', 'progress', 8),
    column('Type', 'operationType', 10),
    column('Target', 'targetLink', 12),
    column('By', 'user', 12),
    column('Error', 'error.errors[0].message', 14),
  ],
  urlMaps: [
    column('Default service', 'defaultService', 12),
    column('Hosts', 'hostRules#', 6),
    column('Matchers', 'pathMatchers#', 6),
  ],
};

/** Fields that say nothing in a table, or have a column of their own. */
const PLAIN = /^(?:kind|id|name|selfLink.*|.*[fF]ingerprint|zone|region|description|.*Timestamp)$/;
const MOST = 5;

/** The columns between name and place and time: of the kinds people look at most chosen, of others what most of them have. */
export function columnsOf(collection: string, items: readonly JsonObject[]): readonly Column[] {
  const known = Object.hasOwn(KNOWN, collection) ? KNOWN[collection] : undefined;
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const item of items.slice(0, 100)) {
    for (const [field, value] of Object.entries(item)) {
      if (!PLAIN.test(field) && typeof value !== 'object') counts.set(field, (counts.get(field) ?? 0) + 1);
    }
  }
  const fields = [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b)).slice(0, MOST);
  return fields.map(([field]) => column(titleOfField(field), field));
}

/** `checkIntervalSec` → `Check interval sec` */
const titleOfField = (field: string): string =>
  field.charAt(0).toUpperCase() +
  field.slice(1).replaceAll(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

/** What a resource has in a column; undefined where it has nothing there. */
export function valueAt(item: JsonObject, field: string): JsonValue | undefined {
  const isCount = field.endsWith('#');
  let value: JsonValue | undefined = item;
  for (const name of field.match(/[^.[\]#]+/g) ?? []) {
    if (Array.isArray(value)) value = value[Number(name)];
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name))
      value = (value as JsonObject)[name];
    else return isCount ? 0 : undefined;
  }
  return isCount ? (Array.isArray(value) ? value.length : 0) : value;
}
