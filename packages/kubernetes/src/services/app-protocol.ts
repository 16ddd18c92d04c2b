import type { Protocol } from '@gcepool/core';
import { isJsonObject, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { parsedAnnotation } from '../objects/parsed-annotation.ts';

/** In the order in which GKE's ingress controller looks for them: the first that is set counts alone. */
const annotationKeys = ['service.alpha.kubernetes.io/app-protocols', 'cloud.google.com/app-protocols'];

/** Kubernetes' own names, those of IANA, and `grpc` as service meshes and gateways read it: without TLS. */
const byAppProtocol: ReadonlyMap<string, Protocol> = new Map<string, Protocol>(
  Object.entries({
    http: 'HTTP',
    https: 'HTTPS',
    http2: 'HTTP2',
    grpc: 'H2C',
    'kubernetes.io/h2c': 'H2C',
    'kubernetes.io/ws': 'HTTP',
    'kubernetes.io/wss': 'HTTPS',
  }),
);

/** Protocols of a service's ports, by their names; or why its annotation cannot be used. */
export type AnnotatedProtocols =
  | { readonly protocols: ReadonlyMap<string, Protocol>; readonly problem?: undefined }
  | { readonly protocols?: undefined; readonly problem: string };

/** The protocols that an annotation gives: a JSON object of port name → `HTTP`, `HTTPS` or `HTTP2`. */
export function annotatedProtocols(service: JsonObject): AnnotatedProtocols {
  const key = annotationKeys.find((candidate) => textAt(service, 'metadata', 'annotations', candidate) !== undefined);
  if (key === undefined) return { protocols: new Map() };
  const value = parsedAnnotation(service, key);
  if (!isJsonObject(value)) return { problem: `annotation ${key} is not a JSON object such as {"web":"HTTPS"}` };
  const protocols = new Map<string, Protocol>();
  for (const [port, protocol] of Object.entries(value)) {
    if (protocol !== 'HTTP' && protocol !== 'HTTPS' && protocol !== 'HTTP2') {
      const given = `the protocol ${JSON.stringify(protocol)}`;
      return { problem: `annotation ${key} gives port ${JSON.stringify(port)} ${given}; use HTTP, HTTPS or HTTP2` };
    }
    protocols.set(port, protocol);
  }
  return { protocols };
}

/** Protocol of one port: its service's annotation, else its `appProtocol`, else HTTP; and what is to be said of that. */
export function protocolOf(
  annotated: ReadonlyMap<string, Protocol>,
  port: JsonObject,
): { readonly protocol: Protocol; readonly note?: string } {
  const field = textAt(port, 'appProtocol');
  const ofField = field === undefined ? undefined : byAppProtocol.get(field.toLowerCase());
  const protocol = annotated.get(textAt(port, 'name') ?? '');
  if (protocol !== undefined) {
    const isAgreed = field === undefined || protocol === ofField;
    return {
      protocol,
      ...(!isAgreed && { note: `is ${protocol} by its annotation, which counts before its appProtocol ${field}` }),
    };
  }
  if (field === undefined) return { protocol: 'HTTP' };
  if (ofField === undefined)
    return { protocol: 'HTTP', note: `has the appProtocol ${field}, which is not known here: it is served as HTTP` };
  if (field.toLowerCase() !== 'grpc') return { protocol: ofField };
  return {
    protocol: ofField,
    note: 'is served as H2C, for its appProtocol is grpc; where it speaks TLS, use http2',
  };
}
