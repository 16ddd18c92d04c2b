/** A node of the cluster: an instance by the same name. */
export interface Node {
  readonly name: string;
  /** Name of its zone. Absent or empty means unknown: the node is neither added to a group nor removed from one. */
  readonly zone?: string | undefined;
  /** Why it joins no group for now, such as `is not Ready`; where it is a member already it stays one. */
  readonly waits?: string | undefined;
}

/**
 * Nodes as callers give them; a bare name is a node whose zone is unknown. Sorted by name, each once in its zone: instances of
 * two zones may bear one name. What is known to be in a zone is not unknown as well.
 */
export function readNodes(nodes: readonly (Node | string)[]): readonly Node[] {
  const all = nodes.map((given) => (typeof given === 'string' ? { name: given } : given));
  const placed = new Set(all.filter(hasZone).map(({ name }) => name));
  const known = all.filter((node) => hasZone(node) || !placed.has(node.name));
  const byPlace = new Map(known.map((node) => [`${node.zone ?? ''}/${node.name}`, node]));
  return [...byPlace.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** True when it is known where the node is. */
export function hasZone(node: Node): node is Node & { readonly zone: string } {
  return node.zone !== undefined && node.zone !== '';
}
