/** Roles that have some permissions between them. */
export interface RoleCover {
  /** Names of predefined roles, in order. */
  readonly roles: readonly string[];
  /** What they permit beside. */
  readonly excess: readonly string[];
  /** What no predefined role has. */
  readonly uncovered: readonly string[];
  /** Whether no set of {@link MOST_EXACT} roles or fewer permits less beside. Where it takes more roles, they were chosen one by one. */
  readonly isLeast: boolean;
}

/** Of so many roles all sets are tried. */
const MOST_EXACT = 3;

/** Roles by name, and what they permit. */
type Roles = ReadonlyMap<string, ReadonlySet<string>>;

/** A role as far as it matters: what it has of what is needed, and all else that it permits. */
interface Candidate {
  readonly name: string;
  readonly useful: ReadonlySet<string>;
  readonly excess: ReadonlySet<string>;
}

/**
 * The predefined roles that have all of some permissions and the least beside; of sets that permit as much, the one of the fewest roles,
 * and then the first by name.
 */
export function roleCover(needed: readonly string[], roles: Roles): RoleCover {
  const candidates = candidatesFor(needed, roles);
  const coverable = needed.filter((permission) => candidates.some(({ useful }) => useful.has(permission)));
  const uncovered = needed.filter((permission) => !coverable.includes(permission));
  const exact = leastOf(coverable, candidates);
  const chosen = exact ?? chosenOneByOne(coverable, candidates);
  return {
    roles: chosen.map(({ name }) => name).toSorted(),
    excess: [...excessOf(chosen)].toSorted(),
    uncovered,
    isLeast: exact !== undefined,
  };
}

function candidatesFor(needed: readonly string[], roles: Roles): readonly Candidate[] {
  const wanted = new Set(needed);
  return [...roles]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, permissions]) => ({
      name,
      useful: both(permissions, wanted),
      excess: without(permissions, wanted),
    }))
    .filter(({ useful }) => useful.size > 0);
}

function leastOf(needed: readonly string[], candidates: readonly Candidate[]): readonly Candidate[] | undefined {
  if (needed.length === 0) return [];
  let best: readonly Candidate[] | undefined;
  let least = Infinity;
  const look = (chosen: readonly Candidate[], excess: ReadonlySet<string>, from: number): void => {
    // More roles never permit less.
    if (excess.size > least || (excess.size === least && best !== undefined && chosen.length >= best.length)) return;
    const missing = needed.find((permission) => !chosen.some(({ useful }) => useful.has(permission)));
    if (missing === undefined) {
      best = chosen;
      least = excess.size;
      return;
    }
    if (chosen.length === MOST_EXACT) return;
    // One that has what is missing is among them, whichever comes first by name.
    for (const candidate of candidates.slice(from)) {
      if (candidate.useful.has(missing)) look([...chosen, candidate], all(excess, candidate.excess), 0);
    }
  };
  look([], new Set(), 0);
  return best;
}

/** Of the roles that have something that is missing, always the one that permits least beside for each of it. */
function chosenOneByOne(needed: readonly string[], candidates: readonly Candidate[]): readonly Candidate[] {
  const chosen: Candidate[] = [];
  let missing: ReadonlySet<string> = new Set(needed);
  let excess: ReadonlySet<string> = new Set();
  while (missing.size > 0) {
    const price = (one: Candidate): number => without(one.excess, excess).size / both(one.useful, missing).size;
    const still = missing;
    const helpful = candidates.filter(({ useful }) => both(useful, still).size > 0);
    const [next] = helpful.toSorted((a, b) => price(a) - price(b));
    if (next === undefined) break;
    chosen.push(next);
    missing = without(missing, next.useful);
    excess = all(excess, next.excess);
  }
  return chosen;
}

const excessOf = (chosen: readonly Candidate[]): ReadonlySet<string> =>
  chosen.reduce<ReadonlySet<string>>((sum, { excess }) => all(sum, excess), new Set());

type Names = ReadonlySet<string>;

const both = (one: Names, other: Names): Names => new Set([...one].filter((name) => other.has(name)));
const without = (one: Names, other: Names): Names => new Set([...one].filter((name) => !other.has(name)));
const all = (one: Names, other: Names): Names => new Set([...one, ...other]);
