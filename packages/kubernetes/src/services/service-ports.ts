import { portLabel } from '@gcepool/core/internal';
import type { ServicePort } from '@gcepool/core';
import { isDeepStrictEqual } from 'node:util';
import { backendConfigsAmong } from '../backend-configs/backend-config.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import type { RefusedItem } from '../remarks/refused-item.ts';
import { distinct } from '../remarks/remark.ts';
import type { Remark } from '../remarks/remark.ts';
import type { Selector } from '../selection/selector.ts';
import { podsAmong } from './pods.ts';
import { readService } from './service.ts';

/** What services come to. */
export interface ServicePorts {
  /** By nodePort. */
  readonly ports: readonly ServicePort[];
  readonly remarks: readonly Remark[];
  readonly refused: readonly RefusedItem[];
}

/**
 * Every service port with a nodePort that one of the selectors chooses, or every one where there is no selector. Pods, templates
 * of pods and BackendConfigs among the objects bear on them.
 */
export function servicePortsAmong(
  objects: readonly KubernetesObject[],
  selectors: readonly Selector[] = [],
): ServicePorts {
  const surroundings = { pods: podsAmong(objects), backendConfigs: backendConfigsAmong(objects) };
  const services = objects
    .filter(({ kind }) => kind === 'Service')
    .map((each) => ({ where: each.where, ...readService(each, selectors, surroundings) }));
  const { ports, claimed } = claims(services);
  return {
    ports,
    remarks: distinct(services.flatMap((each) => each.remarks)),
    refused: [...services.flatMap((each) => each.refused ?? []), ...claimed],
  };
}

/** Each nodePort once: the same service given twice is one, and of two that claim one nodePort neither has it. */
function claims(services: readonly { readonly where: string; readonly ports: readonly ServicePort[] }[]): {
  readonly ports: readonly ServicePort[];
  readonly claimed: readonly RefusedItem[];
} {
  const byNodePort = new Map<number, { readonly port: ServicePort; readonly where: string }[]>();
  for (const { where, ports } of services) {
    for (const port of ports) {
      const others = byNodePort.get(port.nodePort) ?? [];
      if (!others.some((other) => isDeepStrictEqual(other.port, port))) others.push({ port, where });
      byNodePort.set(port.nodePort, others);
    }
  }
  const all = [...byNodePort].toSorted(([a], [b]) => a - b);
  return {
    ports: all.flatMap(([, [first, ...others]]) => (first === undefined || others.length > 0 ? [] : [first.port])),
    claimed: all.flatMap(([nodePort, claimants]) => (claimants.length > 1 ? [claimedTwice(nodePort, claimants)] : [])),
  };
}

function claimedTwice(
  nodePort: number,
  claimants: readonly { readonly port: ServicePort; readonly where: string }[],
): RefusedItem {
  const by = claimants.map(({ port, where }) => `by ${portLabel(port)} in ${where}`).join(' and ');
  return {
    where: `nodePort ${nodePort}`,
    problem: `it is claimed twice, ${by}; give each its own`,
    services: claimants.flatMap(({ port }) => port.service ?? []),
    nodePorts: [nodePort],
  };
}
