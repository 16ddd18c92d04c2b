import type { Edit, ControllerId, WorldEvent } from './world-event.ts';

const ONE = [{ nodePort: 30_001 }];
const BOTH = [...ONE, { nodePort: 30_002 }];
const EDITS: readonly Edit[] = [
  { do: 'squat', cluster: 'one', nodePort: 30_002 },
  { do: 'addBackend', cluster: 'one', nodePort: 30_001 },
  { do: 'namePort', cluster: 'one', zone: 'us-central1-a', port: 8080 },
  { do: 'setTimeout', cluster: 'one', nodePort: 30_001, timeoutSec: 31 },
];
const WHO: readonly (readonly ControllerId[])[] = [[0], [0, 1], [0, 1, 2]];

/** A run makes no more calls than this where little is desired. */
const CALLS = 20;

/**
 * Every schedule of one switch: a cluster is served, it then wants one more port and one more zone, and after each number of
 * calls of one, two or three controllers somebody makes one edit. All of them, so that nothing hangs on luck.
 */
export function oneSwitchSchedules(): WorldEvent[][] {
  return EDITS.flatMap((edit) =>
    WHO.flatMap((who) => Array.from({ length: CALLS }, (_, after) => schedule(edit, who, after))),
  );
}

/** The schedule in which this edit is made after so many calls of these controllers. */
export function schedule(edit: Edit, who: readonly ControllerId[], after: number): WorldEvent[] {
  const nodes = [0];
  return [
    { do: 'setDesired', cluster: 'one', ports: ONE, zones: ['us-central1-a'], nodes },
    { do: 'reconcile', who: 0 },
    { do: 'setDesired', cluster: 'one', ports: BOTH, zones: ['us-central1-a', 'us-central1-b'], nodes },
    { do: 'together', who, edits: [edit], switches: [{ after, to: -1 }] },
  ];
}
