/** A part of the input that cannot be used. All else is. */
export interface RefusedItem {
  /** Source, and place in it. */
  readonly where: string;
  /** Why, and the way out, in words that follow the place and a colon. */
  readonly problem: string;
  /** The Services it is about, `namespace/name` each; absent where it is about none, or nobody knows. */
  readonly services?: readonly string[];
  /** The nodePorts it stands for; absent where they cannot be known. */
  readonly nodePorts?: readonly number[];
  /** True where it may be a node. */
  readonly isOfNodes?: boolean;
}

/** What a run must not do, for it may undo what a refused item stands for. */
export interface Restraint {
  /** Ports that stay as they are. */
  readonly keep: readonly number[];
  /** True where nothing is to be deleted. */
  readonly hold: boolean;
  /** True where no node is to leave its group. */
  readonly keepsMembers: boolean;
}

/** What refused items ask of a run. */
export function restraintFor(refused: readonly RefusedItem[]): Restraint {
  const services = refused.filter(({ isOfNodes }) => isOfNodes !== true);
  return {
    keep: services.flatMap(({ nodePorts = [] }) => nodePorts),
    hold: services.some(({ nodePorts }) => nodePorts === undefined),
    keepsMembers: services.length < refused.length,
  };
}

/** What is said of a refused item, with what it means for what is in the cloud. */
export const refusedSentence = (item: RefusedItem): string => `${item.where}: ${item.problem}; ${consequenceOf(item)}`;

function consequenceOf({ nodePorts, isOfNodes }: RefusedItem): string {
  if (isOfNodes === true) return 'it may be any node, so no node leaves its group in this run';
  if (nodePorts === undefined) return 'it may stand for any port, so nothing is deleted in this run';
  return nodePorts.length === 1
    ? `nodePort ${nodePorts.join('')} stays as it is`
    : `nodePorts ${nodePorts.join(', ')} stay as they are`;
}
