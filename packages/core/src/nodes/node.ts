/** A node of the cluster: an instance by the same name. */
export interface Node {
  readonly name: string;
  /** Name of its zone. Absent or empty means unknown: the node is neither added to a group nor removed from one. */
  readonly zone?: string | undefined;
  /** Why it joins no group for now, such as `is not Ready`; where it is a member already it stays one. */
  readonly waits?: string | undefined;
}

/** Nodes as callers give them; a bare name is a node whose zone is unknown. Sorted by name, each once. */
export function readNodes(nodes: readonly (Node | string)[]): readonly Node[] {
  const byName = new Map<string, Node>();
  for (const given of nodes) {
    const node = typeof given === 'string' ? { name: given } : given;
    const isBetter = !byName.has(node.name) || hasZone(node);
    if (isBetter) byName.set(node.name, node);
  }
  return [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** True when it is known where the node is. */
export function hasZone(node: Node): node is Node & { readonly zone: string } {
  return node.zone !== undefined && node.zone !== '';
}
