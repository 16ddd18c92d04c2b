import { at, isJsonObject, textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import type { KubernetesObject } from './objects.ts';
import { namespaceOf } from './service-name.ts';

/** A pod, or the template of pods that are yet to be made. */
interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly created: string;
  readonly labels: JsonObject;
  readonly spec: JsonObject;
}

/** The pods of a cluster, the oldest first and by name where they are of one age; and templates, by name. */
export interface Pods {
  readonly pods: readonly Pod[];
  readonly templates: readonly Pod[];
}

const templated: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
]);

/** Pods and templates among objects. */
export function podsAmong(objects: readonly KubernetesObject[]): Pods {
  const pods = objects.flatMap(({ kind, object }) => (kind === 'Pod' ? [podOf(object, object)] : []));
  const templates = objects.flatMap(({ kind, object }) => {
    const template = at(object, 'spec', 'template');
    return templated.has(kind) && isJsonObject(template) ? [podOf(object, template)] : [];
  });
  return { pods: pods.toSorted(byAge), templates: templates.toSorted(byAge) };
}

/** The pods that a service's selector chooses, or where there are none the templates it would. */
export function podsBehind(service: JsonObject, { pods, templates }: Pods): readonly Pod[] {
  const selector = at(service, 'spec', 'selector');
  const required = isJsonObject(selector) ? Object.entries(selector) : [];
  // A service without a selector has endpoints that somebody else writes, not all pods there are.
  if (required.length === 0) return [];
  const own = namespaceOf(service);
  const isChosen = ({ namespace, labels }: Pod): boolean =>
    namespace === own && required.every(([key, value]) => labels[key] === value);
  const chosen = pods.filter((pod) => isChosen(pod));
  return chosen.length > 0 ? chosen : templates.filter((template) => isChosen(template));
}

function podOf(owner: JsonObject, pod: JsonObject): Pod {
  const [labels, spec] = [at(pod, 'metadata', 'labels'), at(pod, 'spec')];
  return {
    name: textAt(owner, 'metadata', 'name') ?? '',
    namespace: namespaceOf(owner),
    created: textAt(owner, 'metadata', 'creationTimestamp') ?? '',
    labels: isJsonObject(labels) ? labels : {},
    spec: isJsonObject(spec) ? spec : {},
  };
}

const byAge = (a: Pod, b: Pod): number => compare(a.created, b.created) || compare(a.name, b.name);
const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
