import type { Protocol, ServicePort } from '@gcepool/core';
import { annotatedProtocols } from './app-protocol.ts';
import { intentNotes } from './intent-notes.ts';
import { isChosen } from '../selection/is-chosen.ts';
import { at, isJsonObject, itemsAt, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import type { RefusedItem } from '../remarks/refused-item.ts';
import { leftOut, noted } from '../remarks/remark.ts';
import type { Remark } from '../remarks/remark.ts';
import type { Selector } from '../selection/selector.ts';
import { qualifiedName, servicePortName } from '../objects/service-name.ts';
import { isNodePort, readServicePort } from './service-port.ts';
import type { ServiceSurroundings } from './service-port.ts';

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
export function readService(
  { object, where }: KubernetesObject,
  selectors: readonly Selector[],
  surroundings: ServiceSurroundings,
): ReadService {
  const name = qualifiedName(object);
  const withoutPorts = portlessReason(object);
  if (withoutPorts !== undefined) return { ports: [], remarks: [leftOut(name, withoutPorts)] };
  const given = itemsAt(object, 'spec', 'ports');
  const items = given.filter(isJsonObject);
  const odd = given.find((one) => !isJsonObject(one));
  if (odd !== undefined && isChosen(object, {}, selectors)) {
    const problem = `service ${name}: one of its ports is ${JSON.stringify(odd)}; give it a number, or take it out`;
    return { ports: [], remarks: [], refused: { where, services: [name], problem } };
  }
  // Kubernetes requires one: what lacks it may be a file that is half written.
  if (items.length === 0 && isChosen(object, {}, selectors)) {
    return {
      ports: [],
      remarks: [],
      refused: { where, services: [name], problem: `service ${name}: it has no ports; give it one` },
    };
  }
  const reasons = items.map((item) => reasonToLeaveOut(object, item, selectors));
  const open = items.filter((_, index) => reasons[index] === undefined);
  const remarks = items.flatMap((item, index) => {
    const reason = reasons[index];
    return reason === undefined ? [] : [leftOut(servicePortName(name, item), reason)];
  });
  if (open.length === 0) return { ports: [], remarks };
  const { protocols = noProtocols, problem } = annotatedProtocols(object);
  const read = open.map((item) => readServicePort({ object, name, protocols }, item, surroundings));
  const first = [problem, ...read.map((each) => each.problem)].find((each) => each !== undefined);
  if (first !== undefined) {
    const nodePorts = open.map(({ nodePort }) => nodePort);
    const known = nodePorts.every((port) => isNodePort(port)) ? { nodePorts } : {};
    return { ports: [], remarks, refused: { where, services: [name], problem: `service ${name}: ${first}`, ...known } };
  }
  const ofPorts = read.filter((each) => each.problem === undefined);
  const notes = [...intentNotes(object), ...strayProtocols(object, protocols)].map((note) => noted(name, note));
  return {
    ports: ofPorts.map(({ port }) => port),
    remarks: [...remarks, ...notes, ...ofPorts.flatMap((each) => each.remarks)],
  };
}

const noProtocols: ReadonlyMap<string, Protocol> = new Map();

function strayProtocols(object: JsonObject, protocols: ReadonlyMap<string, Protocol>): string[] {
  const names = new Set(itemsAt(object, 'spec', 'ports').map((item) => textAt(item, 'name') ?? ''));
  return [...protocols.keys()]
    .filter((name) => !names.has(name))
    .map((name) => `has a protocol annotated for port ${JSON.stringify(name)}, and no such port`);
}

function reasonToLeaveOut(object: JsonObject, item: JsonObject, selectors: readonly Selector[]): string | undefined {
  if (isChosen(object, item, selectors)) return unservedReason(item);
  return `is not selected by ${selectors.map(({ text }) => `--select '${text}'`).join(' or ')}`;
}

/** Why no port of a service is served, where none can be. */
function portlessReason(object: JsonObject): string | undefined {
  // It has been deleted, and only a finalizer keeps it: nothing can bring it back.
  if (textAt(object, 'metadata', 'deletionTimestamp') !== undefined) return 'is being deleted';
  const hasNodePorts = itemsAt(object, 'spec', 'ports').some((item) => isAssigned(at(item, 'nodePort')));
  const type = textAt(object, 'spec', 'type') ?? 'ClusterIP';
  if (type === 'ExternalName') return 'is of type ExternalName, which has no pods';
  if (hasNodePorts || (itemsAt(object, 'spec', 'ports').length === 0 && !isHeadless(object))) return undefined;
  if (isHeadless(object)) return 'is headless, which has no nodePorts';
  if (type === 'LoadBalancer' && at(object, 'spec', 'allocateLoadBalancerNodePorts') === false) {
    return 'has no nodePorts, for allocateLoadBalancerNodePorts is false';
  }
  return type === 'ClusterIP' ? 'is of type ClusterIP, which has no nodePorts' : undefined;
}

const isHeadless = (object: JsonObject): boolean => at(object, 'spec', 'clusterIP') === 'None';

/** Why a port is not to be served. */
function unservedReason(item: JsonObject): string | undefined {
  if (!isAssigned(item['nodePort'])) return 'has no nodePort assigned yet';
  const transport = textAt(item, 'protocol') ?? 'TCP';
  return transport === 'TCP' ? undefined : `is ${transport}, which backend services do not carry over HTTP`;
}

/** The API server takes 0 for a port that it is to assign. */
const isAssigned = (nodePort: unknown): boolean => nodePort !== undefined && nodePort !== null && nodePort !== 0;
