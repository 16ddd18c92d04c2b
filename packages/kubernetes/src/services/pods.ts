import { at, isJsonObject, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { namespaceOf } from '../objects/service-name.ts';

/** A pod, or the template of pods that are yet to be made. */
interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly created: string;
  readonly labels: JsonObject;
  readonly spec: JsonObject;
}

/** Pods by namespace and label, since a cluster has thousands: the oldest first, by name where they are of one age. */
type PodIndex = ReadonlyMap<string, readonly Pod[]>;

/** The pods of a cluster, and templates. */
export interface Pods {
  readonly pods: PodIndex;
  readonly templates: PodIndex;
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
  return { pods: indexed(pods), templates: indexed(templates) };
}

/** The pods that a service's selector chooses, or where there are none the templates it would. */
export function podsBehind(service: JsonObject, { pods, templates }: Pods): readonly Pod[] {
  const selector = at(service, 'spec', 'selector');
  const required = isJsonObject(selector) ? Object.entries(selector) : [];
  const own = namespaceOf(service);
  // A service without a selector has endpoints that somebody else writes, not all pods there are.
  if (required.length === 0) return [];
  const chosenIn = (index: PodIndex): readonly Pod[] => {
    const byLabel = required.map(([key, value]) => index.get(indexKey(own, key, value)) ?? []);
    const [fewest = []] = byLabel.toSorted((a, b) => a.length - b.length);
    return fewest.filter(({ labels }) => required.every(([key, value]) => labels[key] === value));
  };
  const chosen = chosenIn(pods);
  return chosen.length > 0 ? chosen : chosenIn(templates);
}

const indexKey = (namespace: string, key: string, value: unknown): string => JSON.stringify([namespace, key, value]);

function indexed(pods: readonly Pod[]): PodIndex {
  const index = new Map<string, Pod[]>();
  for (const pod of pods.toSorted(byAge)) {
    for (const [key, value] of Object.entries(pod.labels)) {
      const named = indexKey(pod.namespace, key, value);
      const others = index.get(named);
      if (others) others.push(pod);
      else index.set(named, [pod]);
    }
  }
  return index;
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
