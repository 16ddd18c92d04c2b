/** A second of work for a start, about. */
const LEAST_COMMANDS = 10_000;
/** How many resources are written down for each command, at most: so that what a command costs does not grow with their number. */
const MOST_RESOURCES = 4;

/**
 * How many commands lead from one whole state that is kept to the next. It is doubled until it suffices, so that all who share a log see
 * the same lines in it.
 *
 * @param wanted what somebody has said; undefined where it goes by how many resources there are
 */
export function stateInterval(wanted: number | undefined, resources: number): number {
  if (wanted !== undefined) return wanted;
  let interval = LEAST_COMMANDS;
  while (interval * MOST_RESOURCES < resources) interval *= 2;
  return interval;
}
