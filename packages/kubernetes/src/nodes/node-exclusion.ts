import { at, itemsAt, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';

const excludeLabel = 'node.kubernetes.io/exclude-from-external-load-balancers';

/** Labels that leave a node out by being there, whatever their value: those of ingress-gce. */
const excludingLabels = [
  // `node-role.kubernetes.io/control-plane` is no such label of any controller: kubeadm gives those nodes `excludeLabel` too.
  'node-role.kubernetes.io/master',
  'alpha.service-controller.kubernetes.io/exclude-balancer',
];

const deletionTaint = 'ToBeDeletedByClusterAutoscaler';

/** What Go's `strconv.ParseBool` takes for false: the service controller reads the label's value with it. */
const falseWords: ReadonlySet<unknown> = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/**
 * Why load balancers must not reach a node, as the service controller and ingress-gce choose; `undefined` where they may.
 * Cordoned nodes stay: what runs on them still serves (kubernetes/kubernetes#65013).
 */
export function exclusionOf(node: JsonObject): string | undefined {
  const label = (key: string): unknown => at(node, 'metadata', 'labels', key);
  const marking = excludingLabels.find((key) => label(key) !== undefined);
  if (marking !== undefined) return `has the label ${marking}`;
  if (label(excludeLabel) !== undefined && !falseWords.has(label(excludeLabel))) {
    return `has the label ${excludeLabel}`;
  }
  if (label('operation.gke.io/type') === 'drain') return 'is being drained by GKE';
  if (itemsAt(node, 'spec', 'taints').some((taint) => at(taint, 'key') === deletionTaint)) {
    return `has the taint ${deletionTaint}`;
  }
  return textAt(node, 'metadata', 'deletionTimestamp') === undefined ? undefined : 'is being deleted';
}

/**
 * Why a node is not yet to join a group; `undefined` where it is. It does not leave for this: the service controller removes
 * no node that stops being Ready either, because health checks tell sooner, and are right also when it is only the kubelet
 * that does not answer.
 */
export function waitOf(node: JsonObject): string | undefined {
  const status = (type: string): unknown =>
    at(
      itemsAt(node, 'status', 'conditions').find((condition) => at(condition, 'type') === type),
      'status',
    );
  if (status('Ready') !== 'True') return 'is not Ready';
  // Set until the route controller has made the node's routes: what comes to it before that reaches no pod.
  return status('NetworkUnavailable') === 'True' ? 'has no network yet (NetworkUnavailable)' : undefined;
}
