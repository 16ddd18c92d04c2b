import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf, projectOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { rememberCheck } from '../probe-memory.ts';
import { checkProbeTimes, PROBE_DEFAULTS } from './probe-times.ts';
import { projectNumberOf } from '../projects/project-number.ts';

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
const SOURCE_REGIONS = 3;
const SHORTEST_INTERVAL_OF_SOURCES_SEC = 30;
const LONGEST_TEXT = 1024;

function complete(draft: JsonDraft, { sent }: WriteContext): void {
  for (const [field, value] of Object.entries(PROBE_DEFAULTS)) draft[field] ??= value;
  const type = asString(draft.type);
  const known = TYPES[type];
  if (known === undefined) return;
  const [own, port] = known;
  for (const [field] of Object.values(TYPES)) {
    if (field === own) continue;
    if (sent[field] !== undefined && sent[field] !== null) {
      throw invalid(`resource.${field}`, sent[field], `It does not match the type of the health check, ${type}.`);
    }
    delete draft[field];
  }
  const message: JsonDraft = { ...asObject(draft[own]) };
  const usesServingPort = message.portSpecification === 'USE_SERVING_PORT';
  const isNamed = message.portSpecification === 'USE_NAMED_PORT' || message.portName !== undefined;
  if (port !== undefined && !usesServingPort && !isNamed) message.port ??= port;
  if (HAS_PATH.has(type)) message.requestPath ??= '/';
  if (!type.startsWith('GRPC')) message.proxyHeader ??= 'NONE';
  draft[own] = message;
}

function check(resource: JsonObject): void {
  const { type } = resource;
  if (typeof type !== 'string' || type === '') throw required('resource.type');
  checkProbeTimes(resource);
  checkMessage(resource, TYPES[type]?.[0] ?? '');
  const sources = asArray(resource.sourceRegions);
  if (sources.length === 0) return;
  if (sources.length !== SOURCE_REGIONS) {
    throw invalid('resource.sourceRegions', '', `Exactly ${SOURCE_REGIONS} regions must be specified.`);
  }
  const interval = resource.checkIntervalSec;
  if (Number(interval) < SHORTEST_INTERVAL_OF_SOURCES_SEC) {
    const explanation = `Must be at least ${SHORTEST_INTERVAL_OF_SOURCES_SEC} where source regions are specified.`;
    throw invalid('resource.checkIntervalSec', interval, explanation);
  }
}

function checkMessage(resource: JsonObject, field: string): void {
  const message = asObject(resource[field]);
  const { port, requestPath } = message;
  if (typeof port === 'number' && (port < 1 || port > 65_535)) {
    throw invalid(`resource.${field}.port`, port, 'Must be between 1 and 65535.');
  }
  if (port !== undefined && message.portSpecification === 'USE_SERVING_PORT') {
    throw invalid(`resource.${field}.port`, port, 'It cannot be specified with USE_SERVING_PORT.');
  }
  if (typeof requestPath === 'string' && !requestPath.startsWith('/')) {
    throw invalid(`resource.${field}.requestPath`, requestPath, 'Must start with "/".');
  }
  for (const name of ['request', 'response']) {
    const text = asString(message[name]);
    if (text.length <= LONGEST_TEXT && /^\p{ASCII}*$/u.test(text)) continue;
    throw invalid(`resource.${field}.${name}`, text, `Must be at most ${LONGEST_TEXT} ASCII characters.`);
  }
}

const MANAGED: ReadonlySet<string> = new Set(['EXTERNAL_MANAGED', 'INTERNAL_MANAGED', 'INTERNAL_SELF_MANAGED']);

/** The internal names of a check and of a managed service that uses it (observed); all else goes by its path. */
function nameInUse(path: string, user: string, state: State): readonly [string, string] | undefined {
  const service = user.includes('/backendServices/') ? state.get(user)?.resource : undefined;
  if (!MANAGED.has(asString(service?.loadBalancingScheme))) return undefined;
  return [internalName(path, 'HEALTH_CHECK'), internalName(user, 'BACKEND_SERVICE')];
}

/** `projects/p/regions/r/healthChecks/c` → `REGION:r/PROJECT:123/HEALTH_CHECK:c`. */
function internalName(path: string, kind: string): string {
  const [, , scope, region] = path.split('/');
  const place = scope === 'global' ? 'GLOBAL:global' : `REGION:${region}`;
  return `${place}/PROJECT:${projectNumberOf(projectOf(path))}/${kind}:${nameOf(path)}`;
}

export const healthChecks: Collection = defineCollection({
  name: 'healthChecks',
  collections: ['healthChecks', 'regionHealthChecks'],
  lifecycle: { complete, check },
  deletion: { nameInUse },
  probing: { remember: rememberCheck },
});
