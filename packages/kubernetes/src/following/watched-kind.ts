import { at, isJsonObject, itemsAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { BACKENDS_ANNOTATION } from '../reports/service-report.ts';

/** Which part of a cluster is read. */
export interface ClusterScope {
  /** The namespace of services, and of what bears on them; all of them where it is absent. */
  readonly namespace?: string | undefined;
  /** Labels of services, as the API server and kubectl take them; absent where all count. */
  readonly selector?: string | undefined;
}

/** A kind of objects, as the API server has them. */
export interface WatchedKind {
  readonly kind: string;
  /** Of the list. */
  readonly path: string;
  readonly labelSelector?: string | undefined;
  /** True where the cluster may not know the kind, and has no objects of it then. */
  readonly isOptional: boolean;
  /** What of an object bears on ports and nodes. The rest is forgotten: it is the bulk, and what changes all the time. */
  readonly keep: (object: JsonObject) => JsonObject;
  /** What of that is a change where it differs; all of it by default. */
  readonly bearing?: (kept: JsonObject) => JsonObject;
}

/** All kinds that bear on what a cluster wants. */
export function watchedKinds({ namespace, selector: labelSelector }: ClusterScope): readonly WatchedKind[] {
  return [
    {
      kind: 'Service',
      path: servicesWithin(namespace),
      labelSelector,
      isOptional: false,
      keep: ({ metadata, spec }) => ({ metadata: pick(metadata, [...METADATA, 'uid', 'finalizers']), spec }),
      bearing: withoutOwnWrites,
    },
    { kind: 'Node', path: '/api/v1/nodes', isOptional: false, keep: keptOfNode },
    { kind: 'Pod', path: within(namespace, '/api/v1', 'pods'), isOptional: false, keep: keptOfPod },
    {
      kind: 'BackendConfig',
      path: within(namespace, '/apis/cloud.google.com/v1', 'backendconfigs'),
      isOptional: true,
      keep: ({ metadata, spec }) => ({ metadata: pick(metadata, METADATA), spec }),
    },
  ];
}

const METADATA = ['name', 'namespace', 'labels', 'annotations', 'creationTimestamp', 'deletionTimestamp'];

/** Of one namespace, or of all where none is named. */
const within = (namespace: string | undefined, group: string, plural: string): string =>
  namespace === undefined ? `${group}/${plural}` : `${group}/namespaces/${namespace}/${plural}`;

/** The path of the list of Services. */
export const servicesWithin = (namespace?: string): string => within(namespace, '/api/v1', 'services');

/** What whoever serves a Service writes on it changes nothing. */
function withoutOwnWrites({ metadata, ...rest }: JsonObject): JsonObject {
  const { finalizers: _written, ...others } = objectOf(metadata);
  const { [BACKENDS_ANNOTATION]: _reported, ...annotations } = objectOf(others['annotations']);
  return { ...rest, metadata: { ...others, annotations } };
}

const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** Kubelets write the time of their last word into each condition, and nothing else of it. */
function keptOfNode({ metadata, spec, status }: JsonObject): JsonObject {
  return {
    metadata: pick(metadata, ['name', 'labels', 'deletionTimestamp']),
    spec: pick(spec, ['providerID', 'taints']),
    status: { conditions: itemsAt(status, 'conditions').map((condition) => pick(condition, ['type', 'status'])) },
  };
}

function keptOfPod({ metadata, spec }: JsonObject): JsonObject {
  return {
    metadata: pick(metadata, ['name', 'namespace', 'labels', 'creationTimestamp']),
    spec: {
      containers: itemsAt(spec, 'containers').map((container) => pick(container, ['name', 'ports', 'readinessProbe'])),
    },
  };
}

const pick = (value: unknown, fields: readonly string[]): JsonObject =>
  isJsonObject(value)
    ? Object.fromEntries(fields.flatMap((field) => (at(value, field) === undefined ? [] : [[field, value[field]]])))
    : {};
