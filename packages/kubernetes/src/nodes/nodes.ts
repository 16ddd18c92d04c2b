import type { Node } from '@gcepool/core';
import { textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { leftOut, noted } from '../remarks/remark.ts';
import type { Remark } from '../remarks/remark.ts';
import { exclusionOf, waitOf } from './node-exclusion.ts';
import { instanceOf } from './node-instance.ts';

/** What nodes come to, by the names of their GCE instances, and remarks about those that are not taken as they stand. */
export interface Nodes {
  readonly nodes: readonly Node[];
  readonly remarks: readonly Remark[];
}

/**
 * The nodes that load balancers are to reach, as Kubernetes' own controllers choose them.
 *
 * @param project Nodes that are instances of another project are left out: no group of this one can hold them. Any by default.
 */
export function nodesAmong(objects: readonly KubernetesObject[], project?: string): Nodes {
  const read = objects.filter(({ kind }) => kind === 'Node').map(({ object }) => readNode(object, project));
  return { nodes: read.flatMap(({ node }) => node ?? []), remarks: read.flatMap((each) => each.remarks) };
}

function readNode(
  object: JsonObject,
  project: string | undefined,
): { readonly node?: Node; readonly remarks: readonly Remark[] } {
  const about = `node ${textAt(object, 'metadata', 'name') ?? '(unnamed)'}`;
  const exclusion = exclusionOf(object);
  if (exclusion !== undefined) return { remarks: [leftOut(about, exclusion)] };
  const found = instanceOf(object, project);
  if (found.instance === undefined) return { remarks: [leftOut(about, found.reason)] };
  const waits = waitOf(object);
  return {
    node: { ...found.instance, ...(waits !== undefined && { waits }) },
    remarks: [
      ...(found.note === undefined ? [] : [noted(about, found.note)]),
      ...(waits === undefined ? [] : [noted(about, `${waits}: it joins no group, and leaves none`)]),
    ],
  };
}
