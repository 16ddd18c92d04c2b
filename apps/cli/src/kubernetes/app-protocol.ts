import type { Protocol } from '@gcepool/core';
import { usageFailure } from '../failure.ts';
import { isJsonObject, textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';

/** In the order in which GKE's ingress controller looks for them: the first that is set counts alone. */
const annotationKeys = ['service.alpha.kubernetes.io/app-protocols', 'cloud.google.com/app-protocols'];

const byAppProtocolField: Readonly<Record<string, Protocol>> = {
  http: 'HTTP',
  https: 'HTTPS',
  http2: 'HTTP2',
  'kubernetes.io/ws': 'HTTP',
  'kubernetes.io/wss': 'HTTPS',
};

/**
 * Protocols of a service's ports, from its annotations (a JSON object of port name → `HTTP`, `HTTPS` or `HTTP2`).
 *
 * @param where - What to call the service in an error.
 */
export function annotatedProtocols(where: string, service: JsonObject): ReadonlyMap<string, Protocol> {
  const key = annotationKeys.find((candidate) => textAt(service, 'metadata', 'annotations', candidate) !== undefined);
  if (key === undefined) return new Map();
  const value = parseJson(textAt(service, 'metadata', 'annotations', key) ?? '');
  if (!isJsonObject(value)) {
    throw usageFailure(`${where}: annotation ${key} is not a JSON object such as {"web":"HTTPS"}`);
  }
  return new Map(
    Object.entries(value).map(([port, protocol]) => {
      if (protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'HTTP2') return [port, protocol];
      throw usageFailure(
        `${where}: annotation ${key} gives port ${JSON.stringify(port)} the protocol ${JSON.stringify(protocol)}; ` +
          'use HTTP, HTTPS or HTTP2',
      );
    }),
  );
}

/** Protocol of one port: its service's annotation, else what its `appProtocol` says of HTTP, else HTTP. */
export function protocolOf(annotated: ReadonlyMap<string, Protocol>, port: JsonObject): Protocol {
  const field = textAt(port, 'appProtocol')?.toLowerCase();
  return annotated.get(textAt(port, 'name') ?? '') ?? byAppProtocolField[field ?? ''] ?? 'HTTP';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
