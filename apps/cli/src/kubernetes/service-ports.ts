import { portLabel } from '@gcepool/core/internal';
import type { ServicePort } from '@gcepool/core';
import { isDeepStrictEqual } from 'node:util';
import { usageFailure } from '../failure.ts';
import { backendConfigsAmong } from './backend-config.ts';
import { parseObjects } from './objects.ts';
import { podsAmong } from './pods.ts';
import type { Source } from './read-source.ts';
import { refusedSentence } from './refused-item.ts';
import type { RefusedItem } from './refused-item.ts';
import { distinct, remarkSentence } from './remark.ts';
import type { Remark } from './remark.ts';
import type { Selector } from './selector.ts';
import { readService } from './service.ts';

/** What the sources hold. */
export interface ServicePorts {
  /** By nodePort. */
  readonly ports: readonly ServicePort[];
  readonly remarks: readonly Remark[];
  readonly refused: readonly RefusedItem[];
  /** How many nodes lie beside them, which are read from elsewhere. */
  readonly nodeCount: number;
}

/** Every service port with a nodePort that one of the selectors chooses; finding none is refused. */
export function parseServicePorts(sources: readonly Source[], selectors: readonly Selector[] = []): ServicePorts {
  const parsed = sources.map((source) => ({ source, ...parseObjects(source) }));
  const all = parsed.flatMap(({ objects }) => objects);
  const surroundings = { pods: podsAmong(all), backendConfigs: backendConfigsAmong(all) };
  const services = parsed.flatMap(({ source, objects }) =>
    objects
      .filter(({ kind }) => kind === 'Service')
      .map((each) => ({ source: source.name, ...readService(each, selectors, surroundings) })),
  );
  const { ports, claimed } = claims(services);
  const remarks = distinct(services.flatMap((each) => each.remarks));
  const refused = [...parsed.flatMap(({ bad }) => bad), ...services.flatMap((each) => each.refused ?? []), ...claimed];
  if (ports.length === 0) {
    const reasons = [remarkSentence(remarks), ...refused.map((item) => refusedSentence(item))].filter(
      (text) => text !== '',
    );
    throw usageFailure(
      `${sources.map(({ name }) => name).join(', ')}: no service with a nodePort` +
        `${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}; ` +
        'give services of type NodePort or LoadBalancer with their ports assigned, ' +
        'such as the output of `kubectl get services -A -o json`',
    );
  }
  return { ports, remarks, refused, nodeCount: all.filter(({ kind }) => kind === 'Node').length };
}

/** Each nodePort once: the same service given twice is one, and of two that claim one nodePort neither has it. */
function claims(services: readonly { readonly source: string; readonly ports: readonly ServicePort[] }[]): {
  readonly ports: readonly ServicePort[];
  readonly claimed: readonly RefusedItem[];
} {
  const byNodePort = new Map<number, { readonly port: ServicePort; readonly source: string }[]>();
  for (const { source, ports } of services) {
    for (const port of ports) {
      const others = byNodePort.get(port.nodePort) ?? [];
      if (!others.some((other) => isDeepStrictEqual(other.port, port))) others.push({ port, source });
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
  claimants: readonly { readonly port: ServicePort; readonly source: string }[],
): RefusedItem {
  const by = claimants.map(({ port, source }) => `by ${portLabel(port)} in ${source}`).join(' and ');
  return {
    where: `nodePort ${nodePort}`,
    problem: `it is claimed twice, ${by}; give each its own`,
    nodePorts: [nodePort],
  };
}
