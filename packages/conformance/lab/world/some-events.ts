import type { ServicePort } from '@gcepool/core';
import type { Fault, FaultRule } from '@gcepool/sim';
import fc from 'fast-check';
import type { Cluster, Edit, Switch, ControllerId, WorldEvent } from './world-event.ts';
import { NODES, WORLD_ZONES } from './world-simulator.ts';

const someCluster = fc.constantFrom<Cluster>('one', 'one', 'two');
const who = fc.constantFrom<ControllerId>(0, 1, 2);
const somePort = fc.integer({ min: 30_001, max: 30_005 });
const zone = fc.constantFrom(...WORLD_ZONES);

const ports: fc.Arbitrary<ServicePort[]> = fc.uniqueArray(
  fc.record({ nodePort: somePort, protocol: fc.constantFrom('HTTP', 'HTTPS', 'HTTP2') }),
  { selector: (port) => port.nodePort, maxLength: 5 },
);

const edit = (): fc.Arbitrary<Edit> => editOf(someCluster, somePort);

const wishes = {
  ports,
  // One zone may vanish, not both: groups without a zone cannot be judged.
  zones: fc.subarray([...WORLD_ZONES], { minLength: 1 }),
  nodes: fc.subarray(
    Array.from({ length: NODES }, (_, index) => index),
    { minLength: 1 },
  ),
};
const want: fc.Arbitrary<WorldEvent> = fc.record({
  do: fc.constant('setDesired' as const),
  cluster: someCluster,
  ...wishes,
});

/** What somebody may do in the console to the ports of a cluster. */
export const editOf = (cluster: fc.Arbitrary<Cluster>, nodePort: fc.Arbitrary<number>): fc.Arbitrary<Edit> =>
  fc.oneof(
    fc.record({
      do: fc.constant('ownService' as const),
      name: fc.constantFrom('web', 'k8s-be-30001', 'k8s-be-30001--other', 'k8s-be-30001--onex', 'my-k8s-be-30001--one'),
      timeoutSec: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({ do: fc.constant('squat' as const), cluster, nodePort }),
    fc.record({
      do: fc.constant('setTimeout' as const),
      cluster,
      nodePort,
      timeoutSec: fc.integer({ min: 31, max: 39 }),
    }),
    fc.record({ do: fc.constant('addBackend' as const), cluster, nodePort }),
    fc.record({ do: fc.constant('namePort' as const), cluster, zone, port: fc.integer({ min: 8080, max: 8083 }) }),
    fc.record({
      do: fc.constant('spoil' as const),
      cluster,
      nodePort,
      what: fc.constantFrom('portName' as const, 'delete' as const, 'unlink' as const, 'namedPorts' as const),
    }),
  );

/** Faults of every kind that the simulator has; none that tells a lie about what is there. */
const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  'reset',
  'answerLost',
  'duplicate',
  'operationNeverEnds',
  { error: { code: 403 } },
  { error: { code: 412 } },
  { error: { code: 429 } },
  { error: { code: 500 } },
  { error: { code: 503, html: true } },
  { operationError: { code: 'QUOTA_EXCEEDED' } },
  { operationError: { code: 'INTERNAL_ERROR' } },
  { truncate: 10 },
  { latencyMs: 700 },
);

/** A zone that cannot be looked into. */
export const outOfReach: fc.Arbitrary<WorldEvent> = fc.record({
  do: fc.constant('outOfReach' as const),
  zone,
  isForListsAlone: fc.boolean(),
});

/** The methods that a fault applies to: any, or one kind of change. */
const method = fc.constantFrom(
  undefined,
  '*.insert',
  'backendServices.insert',
  '*.patch',
  '*.delete',
  '*.setNamedPorts',
  '*.addInstances',
  '*.removeInstances',
);

const rule: fc.Arbitrary<FaultRule> = fc
  .record({ fault, method, times: fc.integer({ min: 1, max: 6 }), after: fc.nat(20) })
  .map(({ fault: one, method: only, times, after }) => ({
    fault: one,
    // One operation that never ends is enough to stop a whole group.
    times: one === 'operationNeverEnds' ? 1 : times,
    ...(only === undefined ? { after } : { method: only, after: after % 3 }),
  }));

/** Where the schedule switches: few switches first. */
const someSwitches: fc.Arbitrary<Switch[]> = fc.array(
  fc.record({ after: fc.nat(60), to: fc.integer({ min: -1, max: 2 }) }),
  { maxLength: 6 },
);

const event: fc.Arbitrary<WorldEvent> = fc.oneof(
  { weight: 4, arbitrary: want },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('reconcile' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      who,
      at: fc.integer({ min: 1, max: 40 }),
      isDone: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rival' as const), ...wishes }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('together' as const),
      who: fc.uniqueArray(who, { minLength: 1, maxLength: 3 }),
      edits: fc.array(edit(), { maxLength: 3 }),
      switches: someSwitches,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), edit: edit() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fault' as const), rule }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('staleness' as const), writes: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('quota' as const), limit: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rateLimit' as const), perMinute: fc.nat(30) }) },
  { weight: 1, arbitrary: outOfReach },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('vanish' as const),
      cluster: someCluster,
      zone,
      node: fc.nat(NODES - 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('time' as const), ms: fc.integer({ min: 1, max: 120_000 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'calm' as const }) },
);

/** Random events, which shrink to fewer and simpler ones. */
export function someEvents(maxEvents: number): fc.Arbitrary<WorldEvent[]> {
  const events = fc.array(event, { maxLength: maxEvents, size: 'max' });
  // Without prototypes of the generator's own, an event is the JSON that it is written as.
  return fc.tuple(want, events).map(([first, rest]) => structuredClone([first, ...rest]));
}
