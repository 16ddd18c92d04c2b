import { portLabel } from '@gcepool/core/internal';
import type { ServicePort } from '@gcepool/core';
import { usageFailure } from '../failure.ts';
import { annotatedProtocols, protocolOf } from './app-protocol.ts';
import { isJsonObject, itemsAt, textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import { parseObjects } from './objects.ts';
import type { Source } from './read-source.ts';
import { leftOut, remarkSentence } from './remark.ts';
import type { Remark } from './remark.ts';

/** What the sources hold, and remarks about what was passed over. */
export interface ServicePorts {
  readonly ports: readonly ServicePort[];
  readonly remarks: readonly Remark[];
}

/** Every service port with a nodePort, by nodePort. A nodePort that two of them claim is refused, as is finding none. */
export function parseServicePorts(sources: readonly Source[]): ServicePorts {
  const remarks: Remark[] = [];
  const found = new Map<number, { readonly port: ServicePort; readonly source: string }>();
  for (const source of sources) {
    for (const port of portsOf(source, remarks)) {
      const other = found.get(port.nodePort);
      if (other) {
        throw usageFailure(
          `nodePort ${port.nodePort} is claimed twice: by ${portLabel(other.port)} in ${other.source} and by ` +
            `${portLabel(port)} in ${source.name}; give each its own`,
        );
      }
      found.set(port.nodePort, { port, source: source.name });
    }
  }
  if (found.size === 0) {
    const names = sources.map(({ name }) => name).join(', ');
    throw usageFailure(
      `${names}: no service with a nodePort${remarks.length > 0 ? ` (${remarkSentence(remarks)})` : ''}; ` +
        'give services of type NodePort or LoadBalancer with their ports assigned, ' +
        'such as the output of `kubectl get services -A -o json`',
    );
  }
  const ports = [...found.values()].map(({ port }) => port).toSorted((a, b) => a.nodePort - b.nodePort);
  return { ports, remarks };
}

function portsOf(source: Source, remarks: Remark[]): ServicePort[] {
  return parseObjects(source)
    .filter(({ kind }) => kind === 'Service')
    .flatMap(({ object }) => portsOfService(source.name, object, remarks));
}

function portsOfService(sourceName: string, object: JsonObject, remarks: Remark[]): ServicePort[] {
  const namespace = textAt(object, 'metadata', 'namespace') ?? 'default';
  const service = `${namespace}/${textAt(object, 'metadata', 'name') ?? '(unnamed)'}`;
  const where = `${sourceName}: service ${service}`;
  const annotated = annotatedProtocols(where, object);
  const expectsNodePort = ['NodePort', 'LoadBalancer'].includes(textAt(object, 'spec', 'type') ?? 'ClusterIP');
  const ports: ServicePort[] = [];
  for (const item of itemsAt(object, 'spec', 'ports').filter(isJsonObject)) {
    const servicePort = textAt(item, 'name') ?? JSON.stringify(item['port'] ?? '(unnamed)');
    const { nodePort } = item;
    const transport = textAt(item, 'protocol') ?? 'TCP';
    // The API server takes 0 for a port that it is to assign.
    if (nodePort === undefined || nodePort === null || nodePort === 0) {
      if (expectsNodePort) remarks.push(leftOut(`${service}:${servicePort}`, 'has no nodePort assigned yet'));
    } else if (transport !== 'TCP') {
      remarks.push(
        leftOut(`${service}:${servicePort}`, `is ${transport}, which backend services do not carry over HTTP`),
      );
    } else {
      if (!isPortNumber(nodePort)) {
        throw usageFailure(
          `${where}:${servicePort} has nodePort ${JSON.stringify(nodePort)}; use a number from 1 to 65535`,
        );
      }
      ports.push({ nodePort, protocol: protocolOf(annotated, item), service, servicePort });
    }
  }
  return ports;
}

const isPortNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
