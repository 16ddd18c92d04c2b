import type { ServicePort } from '@gcepool/core';
import { annotatedProtocols, protocolOf } from './app-protocol.ts';
import { intentNotes } from './intent-notes.ts';
import { at, isJsonObject, itemsAt, textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import type { KubernetesObject } from './objects.ts';
import type { RefusedItem } from './refused-item.ts';
import { leftOut, noted } from './remark.ts';
import type { Remark } from './remark.ts';
import { matches } from './selector.ts';
import type { SelectableFields, Selector } from './selector.ts';

/** What one service comes to. */
export interface ReadService {
  readonly ports: readonly ServicePort[];
  readonly remarks: readonly Remark[];
  readonly refused?: RefusedItem;
}

/**
 * Reads a service: every port with a nodePort that one of the selectors chooses, or every one where there is no selector. A
 * service that cannot be used is refused whole.
 */
export function readService({ object, where }: KubernetesObject, selectors: readonly Selector[] = []): ReadService {
  const service = serviceName(object);
  const items = itemsAt(object, 'spec', 'ports').filter(isJsonObject);
  const withoutPorts = portlessReason(object);
  if (withoutPorts !== undefined) return { ports: [], remarks: [leftOut(service, withoutPorts)] };
  const chosen = items.filter((item) => isChosen(object, item, selectors));
  const remarks = items
    .filter((item) => !chosen.includes(item))
    .map((item) =>
      leftOut(
        portName(service, item),
        `is not selected by ${selectors.map(({ text }) => `--select '${text}'`).join(' or ')}`,
      ),
    );
  const open = chosen.filter((item) => {
    const reason = unservedReason(object, item);
    if (reason !== undefined) remarks.push(leftOut(portName(service, item), reason));
    return reason === undefined;
  });
  if (open.length === 0) return { ports: [], remarks };
  const read = portsOf(object, service, open);
  if ('problem' in read) {
    const nodePorts = open.map(({ nodePort }) => nodePort);
    const problem = `service ${service}: ${read.problem}`;
    return {
      ports: [],
      remarks,
      refused: { where, problem, ...(nodePorts.every((port) => isNodePort(port)) && { nodePorts }) },
    };
  }
  const notes = intentNotes(object).map((note) => noted(service, note));
  return { ports: read.ports, remarks: [...remarks, ...notes, ...read.remarks] };
}

/** `namespace/name`. */
export const serviceName = (object: JsonObject): string =>
  `${textAt(object, 'metadata', 'namespace') ?? 'default'}/${textAt(object, 'metadata', 'name') ?? '(unnamed)'}`;

const servicePortOf = (item: JsonObject): string => textAt(item, 'name') ?? JSON.stringify(item['port'] ?? '(unnamed)');
const portName = (service: string, item: JsonObject): string => `${service}:${servicePortOf(item)}`;

/** Why no port of a service has a nodePort, where none can have one. */
function portlessReason(object: JsonObject): string | undefined {
  const hasNodePorts = itemsAt(object, 'spec', 'ports').some((item) => isAssigned(at(item, 'nodePort')));
  const type = textAt(object, 'spec', 'type') ?? 'ClusterIP';
  if (type === 'ExternalName') return 'is of type ExternalName, which has no pods';
  if (hasNodePorts) return undefined;
  if (at(object, 'spec', 'clusterIP') === 'None') return 'is headless, which has no nodePorts';
  if (type === 'LoadBalancer' && at(object, 'spec', 'allocateLoadBalancerNodePorts') === false) {
    return 'has no nodePorts, for allocateLoadBalancerNodePorts is false';
  }
  return type === 'ClusterIP' ? 'is of type ClusterIP, which has no nodePorts' : undefined;
}

/** Why a port is not to be served. */
function unservedReason(object: JsonObject, item: JsonObject): string | undefined {
  if (!isAssigned(item['nodePort'])) return 'has no nodePort assigned yet';
  const transport = textAt(item, 'protocol') ?? 'TCP';
  return transport === 'TCP' ? undefined : `is ${transport}, which backend services do not carry over HTTP`;
}

/** The API server takes 0 for a port that it is to assign. */
const isAssigned = (nodePort: unknown): boolean => nodePort !== undefined && nodePort !== null && nodePort !== 0;

function portsOf(
  object: JsonObject,
  service: string,
  items: readonly JsonObject[],
): { readonly ports: readonly ServicePort[]; readonly remarks: readonly Remark[] } | { readonly problem: string } {
  const annotated = annotatedProtocols(object);
  if (annotated.problem !== undefined) return { problem: annotated.problem };
  const ports: ServicePort[] = [];
  const remarks: Remark[] = [];
  for (const item of items) {
    const { nodePort } = item;
    const servicePort = servicePortOf(item);
    if (!isNodePort(nodePort)) {
      return { problem: `port ${servicePort} has nodePort ${JSON.stringify(nodePort)}; use a number from 1 to 65535` };
    }
    const { protocol, note } = protocolOf(annotated.protocols, item);
    if (note !== undefined) remarks.push(noted(portName(service, item), note));
    ports.push({ nodePort, protocol, service, servicePort });
  }
  const names = new Set(itemsAt(object, 'spec', 'ports').map((item) => textAt(item, 'name') ?? ''));
  for (const name of annotated.protocols.keys()) {
    if (!names.has(name))
      remarks.push(noted(service, `has a protocol annotated for port ${JSON.stringify(name)}, and no such port`));
  }
  return { ports, remarks };
}

const isNodePort = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;

function isChosen(object: JsonObject, item: JsonObject, selectors: readonly Selector[]): boolean {
  if (selectors.length === 0) return true;
  const recordAt = (field: string): SelectableFields['labels'] => {
    const found = at(object, 'metadata', field);
    return isJsonObject(found) ? found : {};
  };
  const numberAt = (field: string): string | undefined =>
    typeof item[field] === 'number' ? String(item[field]) : undefined;
  const selectable: SelectableFields = {
    labels: recordAt('labels'),
    annotations: recordAt('annotations'),
    fields: {
      'metadata.name': textAt(object, 'metadata', 'name'),
      'metadata.namespace': textAt(object, 'metadata', 'namespace') ?? 'default',
      'spec.type': textAt(object, 'spec', 'type') ?? 'ClusterIP',
      'spec.loadBalancerClass': textAt(object, 'spec', 'loadBalancerClass'),
      'spec.ports.name': textAt(item, 'name'),
      'spec.ports.port': numberAt('port'),
      'spec.ports.nodePort': numberAt('nodePort'),
      'spec.ports.appProtocol': textAt(item, 'appProtocol'),
    },
  };
  return selectors.some((selector) => matches(selector, selectable));
}
