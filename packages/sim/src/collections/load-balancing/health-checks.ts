import { invalid, required } from '../../kernel/refusal.ts';
import { parsePath, parseScope } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { isRegion } from '../geography.ts';
import { fillAbsent } from '../fill-absent.ts';
import { find } from '../../wire/find.ts';
import { rememberCheck } from './remember-probing.ts';
import { checkProbeTimes, PROBE_DEFAULTS } from './probe-times.ts';
import { projectNumberOf } from '../projects/project-number.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type HealthCheck = Resource<'HealthCheck'>;

/** Fields of which each holds the message of one type. */
type Field = Extract<keyof HealthCheck, `${string}HealthCheck`>;

/** What the messages have, each some of it. */
type Message = Omit<
  Resource<'HTTPHealthCheck'> & Resource<'TCPHealthCheck'> & Resource<'GRPCHealthCheck'>,
  'portSpecification'
> &
  Pick<Resource<'HTTPHealthCheck'>, 'portSpecification'>;

/** The message of each type, and the port it probes unless told otherwise. */
const TYPES: { readonly [T in NonNullable<HealthCheck['type']>]?: readonly [Field, port: number | undefined] } = {
  GRPC: ['grpcHealthCheck', undefined],
  GRPC_WITH_TLS: ['grpcTlsHealthCheck', undefined],
  HTTP: ['httpHealthCheck', 80],
  HTTP2: ['http2HealthCheck', 443],
  HTTPS: ['httpsHealthCheck', 443],
  SSL: ['sslHealthCheck', 443],
  TCP: ['tcpHealthCheck', 80],
};
const HAS_PATH: ReadonlySet<HealthCheck['type']> = new Set(['HTTP', 'HTTP2', 'HTTPS']);
const SOURCE_REGIONS = 3;
const SHORTEST_INTERVAL_OF_SOURCES_SEC = 30;
const LONGEST_TEXT = 1024;

function complete(draft: Draft<HealthCheck>, { sent }: WriteContext<HealthCheck>): void {
  fillAbsent(draft, PROBE_DEFAULTS);
  const { type } = draft;
  const known = type === undefined ? undefined : TYPES[type];
  if (type === undefined || known === undefined) return;
  const [own, port] = known;
  for (const [field] of Object.values(TYPES)) {
    if (field === own) continue;
    if (sent[field] !== undefined && sent[field] !== null) {
      throw invalid(`resource.${field}`, sent[field], `It does not match the type of the health check, ${type}.`);
    }
    delete draft[field];
  }
  const message: Draft<Message> = { ...draft[own] };
  const usesServingPort = message.portSpecification === 'USE_SERVING_PORT';
  const isNamed = message.portSpecification === 'USE_NAMED_PORT' || message.portName !== undefined;
  if (port !== undefined && !usesServingPort && !isNamed) message.port ??= port;
  if (HAS_PATH.has(type)) message.requestPath ??= '/';
  if (!type.startsWith('GRPC')) message.proxyHeader ??= 'NONE';
  draft[own] = message;
}

function check(resource: HealthCheck, { call }: WriteContext<HealthCheck>): void {
  const { type } = resource;
  if (type === undefined) throw required('resource.type');
  checkProbeTimes(resource);
  const field = TYPES[type]?.[0];
  if (field !== undefined) checkMessage(resource[field] ?? {}, field);
  const sources = resource.sourceRegions ?? [];
  if (sources.length === 0) return;
  if (sources.length !== SOURCE_REGIONS) {
    throw invalid('resource.sourceRegions', '', `Exactly ${SOURCE_REGIONS} regions must be specified.`);
  }
  checkSources(resource, field, parseScope(call.scope).scopeKind === 'global');
  const interval = resource.checkIntervalSec;
  if (Number(interval) < SHORTEST_INTERVAL_OF_SOURCES_SEC) {
    const explanation = `Must be at least ${SHORTEST_INTERVAL_OF_SOURCES_SEC} where source regions are specified.`;
    throw invalid('resource.checkIntervalSec', interval, explanation);
  }
}

/** Probers that stand in regions of one's choice can do less (documented). */
function checkSources(resource: HealthCheck, field: Field | undefined, isGlobal: boolean): void {
  const sources = resource.sourceRegions ?? [];
  if (!isGlobal) {
    throw invalid('resource.sourceRegions', sources, 'It can only be set for a global health check.');
  }
  for (const [index, region] of sources.entries()) {
    if (isRegion(region)) continue;
    throw invalid(`resource.sourceRegions[${index}]`, region, 'It must be the name of a region.');
  }
  if (!WITH_SOURCES.has(resource.type)) {
    throw invalid('resource.type', resource.type, 'It is not supported where source regions are specified.');
  }
  const message: Message = field === undefined ? {} : (resource[field] ?? {});
  if ((message.request ?? '') !== '') {
    const explanation = 'It is not supported where source regions are specified.';
    throw invalid(`resource.${field}.request`, message.request, explanation);
  }
  const { proxyHeader = 'NONE' } = message;
  if (proxyHeader === 'NONE') return;
  throw invalid(
    `resource.${field}.proxyHeader`,
    proxyHeader,
    'It is not supported where source regions are specified.',
  );
}

const WITH_SOURCES: ReadonlySet<HealthCheck['type']> = new Set(['HTTP', 'HTTPS', 'TCP']);

function checkMessage(message: Message, field: Field): void {
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
  for (const name of ['request', 'response'] as const) {
    const text = message[name] ?? '';
    if (text.length <= LONGEST_TEXT && /^\p{ASCII}*$/u.test(text)) continue;
    throw invalid(`resource.${field}.${name}`, text, `Must be at most ${LONGEST_TEXT} ASCII characters.`);
  }
}

const MANAGED: ReadonlySet<Resource<'BackendService'>['loadBalancingScheme']> = new Set([
  'EXTERNAL_MANAGED',
  'INTERNAL_MANAGED',
  'INTERNAL_SELF_MANAGED',
]);

/** The internal names of a check and of a managed service that uses it (observed); all else goes by its path. */
function nameInUse(path: string, user: string, state: State): readonly [string, string] | undefined {
  if (!MANAGED.has(find(state, 'backendServices', user)?.resource.loadBalancingScheme)) return undefined;
  return [internalName(path, 'HEALTH_CHECK'), internalName(user, 'BACKEND_SERVICE')];
}

/** `projects/p/regions/r/healthChecks/c` → `REGION:r/PROJECT:123/HEALTH_CHECK:c`. */
function internalName(path: string, kind: string): string {
  const { scopeKind, location, project, name } = parsePath(path);
  const place = scopeKind === 'global' ? 'GLOBAL:global' : `REGION:${location}`;
  return `${place}/PROJECT:${projectNumberOf(project)}/${kind}:${name}`;
}

export const healthChecks: Collection = defineCollection({
  name: 'healthChecks',
  collections: ['healthChecks', 'regionHealthChecks'],
  body: { keepsEmpty: ['grpcHealthCheck', 'grpcTlsHealthCheck', 'logConfig'] },
  lifecycle: { complete, check },
  deletion: { nameInUse },
  probing: { remember: rememberCheck },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'HealthCheck.sourceRegions',
          sentence: 'SSL, HTTP2, GRPC, and GRPC_WITH_TLS protocols are not supported.',
        },
      ],
      update: {
        describedAt: 'healthChecks.update',
        sentence: 'Updates a HealthCheck resource in the specified project using the data included in the request.',
      },
      patch: { describedAt: 'healthChecks.patch', sentence: 'uses theJSON merge patch format and processing rules' },
    },
  },
});
