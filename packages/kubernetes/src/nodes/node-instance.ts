import type { Node } from '@gcepool/core';
import { textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';

// The second was replaced by the first in Kubernetes 1.17.
const zoneLabels = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

/** The instance that a node is, and what is to be said of how it was found; or why it is none. */
export type NodeInstance =
  | { readonly instance: Node; readonly note?: string }
  | { readonly instance?: undefined; readonly reason: string };

/**
 * Zone and name of a node's instance. The `providerID` is who knows: the cloud provider writes it once, and anybody may change
 * a label. A node without one is taken by its name and label where it has a zone label, which the same cloud provider writes;
 * without both it has not been looked at by any, and stays member or not as it is.
 *
 * @param project The one whose instances count; any by default.
 */
export function instanceOf(node: JsonObject, project?: string): NodeInstance {
  const name = textAt(node, 'metadata', 'name') ?? '';
  const labelled = zoneLabels
    .map((label) => textAt(node, 'metadata', 'labels', label))
    .find((zone) => zone !== undefined);
  const providerId = textAt(node, 'spec', 'providerID');
  if (providerId === undefined) {
    return labelled === undefined
      ? {
          instance: { name, zone: undefined },
          note: 'has no providerID and no zone label yet: it stays, member or not, as it is',
        }
      : {
          instance: { name, zone: labelled },
          note: `has no providerID: it counts as the instance ${name} in ${labelled}, by its label`,
        };
  }
  const parts = /^gce:\/\/(?<project>[^/]+)\/(?<zone>[^/]*)\/(?<instance>[^/]+)$/.exec(providerId)?.groups;
  const instance = parts?.['instance'];
  if (parts === undefined || instance === undefined)
    return { reason: `is no instance of GCE: its providerID is ${providerId}` };
  if (project !== undefined && parts['project'] !== project)
    return { reason: `is an instance of project ${parts['project']}, and the groups are in ${project}` };
  const zone = parts['zone'] === '' ? undefined : parts['zone'];
  if (zone === undefined || labelled === undefined || labelled === zone) return { instance: { name: instance, zone } };
  return {
    instance: { name: instance, zone },
    note: `is in ${zone} by its providerID, which counts, and in ${labelled} by its label`,
  };
}
