import type { RouteAnswer } from '@gcepool/sim';

/** What of the picture an answer of the routing oracle lights: paths of what the request goes through, and of what may take it. */
export function litBy(answer: RouteAnswer | undefined): ReadonlySet<string> {
  if (answer === undefined) return NOTHING;
  const through = answer.steps.filter(({ goesOn }) => goesOn).map(({ resource }) => resource);
  if (answer.outcome !== 'backend') return new Set(through);
  const backends = answer.backends.flatMap(({ group, instance }) => [
    ...(group === undefined ? [] : [group, `${group}:members`]),
    ...(instance === undefined ? [] : [instance]),
  ]);
  return new Set([...through, ...backends]);
}

const NOTHING: ReadonlySet<string> = new Set();
