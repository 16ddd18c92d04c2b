import { collectionOf, nameOf, placeOf, titleOf } from '../server/resource-path.ts';
import type { Edge } from './layout.ts';

/** A box of the picture. */
export interface GraphNode {
  /** Path of the resource; for the folded members of a group the group's, and `:members`. */
  readonly id: string;
  readonly column: number;
  readonly kind: string;
  readonly title: string;
  /** What it does, a line each. */
  readonly lines: readonly string[];
  /** How many of what it stands for are in each state of health; absent where it has none. */
  readonly health?: HealthTally;
  /** The group whose members it can unfold, or fold. */
  readonly folds?: string;
}

/** How many are in a state, by the state. */
export type HealthTally = Readonly<Record<string, number>>;

export interface BalancerGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
}

/** What the picture is made of. */
export interface GraphSource {
  /** What each resource of the project uses, by path. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
  /** What is said of a resource beside its name, by path. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** Health of members, by path. */
  readonly health: ReadonlyMap<string, string>;
  /** The groups whose members are shown one by one, though they are many. */
  readonly open: ReadonlySet<string>;
}

/** From left to right; the kinds that end in `Proxies` are all in one column. */
const COLUMNS: Readonly<Record<string, number>> = {
  forwardingRules: 0,
  urlMaps: 2,
  backendServices: 3,
  backendBuckets: 3,
  targetPools: 3,
  targetInstances: 3,
  instanceGroups: 4,
  networkEndpointGroups: 4,
};
const PROXIES = 1;
const MEMBERS = 5;

/** Of more members than these one box is made. */
const MOST_MEMBERS = 4;

/** The load balancers of a project, from what clients reach on the left to what answers them on the right. */
export function balancerGraph({ uses, lines, health, open }: GraphSource): BalancerGraph {
  const edges: Edge[] = [];
  const nodes = new Map<string, GraphNode>();
  const add = (path: string, column: number): void => {
    const state = health.get(path);
    nodes.set(path, {
      id: path,
      column,
      kind: singular(path),
      title: nameOf(path),
      lines: lines.get(path) ?? [],
      ...(state === undefined ? {} : { health: { [state]: 1 } }),
    });
  };
  const present = new Set([...Object.keys(uses), ...lines.keys()]);
  for (const path of present) {
    const column = columnOf(path);
    if (column !== undefined) add(path, column);
  }
  for (const path of nodes.keys()) {
    const column = columnOf(path);
    if (column === undefined) continue;
    const targets = uses[path] ?? [];
    for (const to of targets) if ((columnOf(to) ?? -1) > column && nodes.has(to)) edges.push({ from: path, to });
    const members = targets.filter((to) => collectionOf(to) === 'instances');
    if (members.length === 0) continue;
    if (members.length > MOST_MEMBERS && !open.has(path)) {
      const folded = foldedOf(path, members, health);
      nodes.set(folded.id, folded);
      edges.push({ from: path, to: folded.id });
      continue;
    }
    for (const to of members) {
      if (!nodes.has(to)) add(to, MEMBERS);
      edges.push({ from: path, to });
    }
    const group = nodes.get(path);
    if (members.length > MOST_MEMBERS && group !== undefined) nodes.set(path, { ...group, folds: path });
  }
  return { nodes: [...nodes.values()], edges };
}

function columnOf(path: string): number | undefined {
  const collection = collectionOf(path);
  if (collection.endsWith('Proxies')) return PROXIES;
  return Object.hasOwn(COLUMNS, collection) ? COLUMNS[collection] : undefined;
}

function foldedOf(group: string, members: readonly string[], health: ReadonlyMap<string, string>): GraphNode {
  const states = members.flatMap((path) => health.get(path) ?? []);
  const tally = Object.fromEntries(
    [...Map.groupBy(states, (state) => state)].map(([state, all]) => [state, all.length]),
  );
  return {
    id: `${group}:members`,
    column: MEMBERS,
    kind: 'instances',
    title: `${members.length} instances`,
    lines: [placeOf(group)],
    ...(states.length === 0 ? {} : { health: tally }),
    folds: group,
  };
}

const singular = (path: string): string =>
  titleOf(collectionOf(path))
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
    .toLowerCase()
    .replaceAll(/\b(?:http|https|url|tcp|ssl|grpc)\b/g, (word) => word.toUpperCase());

/** How much room a node takes, in CSS pixels; the style sheet gives its parts as much. */
export const heightOf = ({ lines, health, folds }: GraphNode): number =>
  48 + lines.length * 17 + (health === undefined ? 0 : 24) + (folds === undefined ? 0 : 28);
