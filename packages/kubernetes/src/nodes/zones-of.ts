import type { Node } from '@gcepool/core';

/** The zones that nodes are in, in order, each once. */
export const zonesOf = (nodes: readonly Node[]): string[] =>
  [...new Set(nodes.flatMap(({ zone }) => (zone === undefined || zone === '' ? [] : [zone])))].toSorted();
