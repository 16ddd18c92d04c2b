import fc from 'fast-check';
import { editOf } from './some-events.ts';
import type { Edit, ControllerId, WorldEvent } from './world-event.ts';
import { WORLD_ZONES } from './world-simulator.ts';

const nodePort = fc.constantFrom(30_001, 30_002);
const BOTH = [{ nodePort: 30_001 }, { nodePort: 30_002, protocol: 'HTTPS' as const }];

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('squat' as const), cluster: fc.constant('one' as const), nodePort }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('addBackend' as const), cluster: fc.constant('one' as const), nodePort }),
  },
  {
    weight: 2,
    arbitrary: fc.constant({ do: 'namePort' as const, cluster: 'one' as const, zone: 'us-central1-a', port: 8080 }),
  },
  { weight: 1, arbitrary: editOf(fc.constant('one'), nodePort) },
);

/** A run makes some fifteen calls. Chosen and not drawn as a number: those at the ends are no likelier to matter. */
const call = fc.constantFrom(...Array.from({ length: 15 }, (_, index) => index));
const someSwitches = fc.array(fc.record({ after: call, to: fc.constantFrom(-1, -1, 0, 1, 2) }), {
  minLength: 1,
  maxLength: 3,
});

/**
 * Worlds in which everything hangs on who comes first: a cluster is as desired, or not yet there; then more is desired, and two or
 * three controllers make it so at the same time while somebody edits just those ports.
 */
export const someRaces: fc.Arbitrary<WorldEvent[]> = fc
  .record({
    before: fc.constantFrom(BOTH.slice(0, 1), BOTH.slice(0, 1), BOTH),
    isServed: fc.boolean(),
    after: fc.constantFrom(BOTH, BOTH, BOTH.slice(0, 1), []),
    zones: fc.constantFrom(1, 1, 2),
    who: fc.constantFrom<ControllerId[][]>([0], [0], [0, 1], [0, 1, 2]),
    edits: fc.array(edit, { minLength: 1, maxLength: 2 }),
    switches: someSwitches,
  })
  .map(({ before, isServed, after, zones, who, edits, switches }) => {
    const nodes = [0];
    const all = WORLD_ZONES.slice(0, zones);
    const served: WorldEvent[] = isServed
      ? [
          { do: 'setDesired', cluster: 'one', ports: before, zones: ['us-central1-a'], nodes },
          { do: 'reconcile', who: 0 },
        ]
      : [];
    return structuredClone<WorldEvent[]>([
      ...served,
      { do: 'setDesired', cluster: 'one', ports: after, zones: all, nodes },
      { do: 'together', who, edits, switches },
    ]);
  });
