import type { JsonDraft, JsonObject } from '../engine/json.ts';
import { asObject, asString } from '../engine/json.ts';
import { invalid, required } from '../engine/refusal.ts';
import type { Collection } from './collection.ts';
import { checkProbeTimes, PROBE_DEFAULTS } from './probe-times.ts';

/** The message of each type, and the port it probes unless told otherwise. */
const TYPES: Readonly<Record<string, readonly [field: string, port: number | undefined]>> = {
  GRPC: ['grpcHealthCheck', undefined],
  GRPC_WITH_TLS: ['grpcTlsHealthCheck', undefined],
  HTTP: ['httpHealthCheck', 80],
  HTTP2: ['http2HealthCheck', 443],
  HTTPS: ['httpsHealthCheck', 443],
  SSL: ['sslHealthCheck', 443],
  TCP: ['tcpHealthCheck', 80],
};
const HAS_PATH: ReadonlySet<string> = new Set(['HTTP', 'HTTP2', 'HTTPS']);

function complete(draft: JsonDraft): void {
  for (const [field, value] of Object.entries(PROBE_DEFAULTS)) draft[field] ??= value;
  const type = asString(draft['type']);
  const known = TYPES[type];
  if (known === undefined) return;
  const [own, port] = known;
  for (const [field] of Object.values(TYPES)) if (field !== own) delete draft[field];
  const message: JsonDraft = { ...asObject(draft[own]) };
  const usesServingPort = message['portSpecification'] === 'USE_SERVING_PORT';
  const isNamed = message['portSpecification'] === 'USE_NAMED_PORT' || message['portName'] !== undefined;
  if (port !== undefined && !usesServingPort && !isNamed) message['port'] ??= port;
  if (HAS_PATH.has(type)) message['requestPath'] ??= '/';
  if (!type.startsWith('GRPC')) message['proxyHeader'] ??= 'NONE';
  draft[own] = message;
}

function check(resource: JsonObject): void {
  const { type } = resource;
  if (typeof type !== 'string') throw required('resource.type');
  checkProbeTimes(resource);
  const [field] = TYPES[type] ?? [''];
  const message = asObject(resource[field]);
  const { port, requestPath } = message;
  if (typeof port === 'number' && (port < 1 || port > 65_535)) {
    throw invalid(`resource.${field}.port`, port, 'Must be between 1 and 65535.');
  }
  if (typeof requestPath === 'string' && !requestPath.startsWith('/')) {
    throw invalid(`resource.${field}.requestPath`, requestPath, 'Must start with "/".');
  }
}

export const healthChecks: Collection = {
  name: 'healthChecks',
  collections: ['healthChecks', 'regionHealthChecks'],
  complete,
  check,
};
