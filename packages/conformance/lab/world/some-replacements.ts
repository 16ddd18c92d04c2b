import type { Fault, FaultRule } from '@gcepool/sim';
import fc from 'fast-check';
import { outOfReach } from './some-events.ts';
import type { ControllerId, WorldEvent } from './world-event.ts';
import { DEAF_PORT, NODES, WORLD_ZONES } from './world-simulator.ts';

type Desired = Omit<Extract<WorldEvent, { do: 'setDesired' }>, 'do' | 'cluster'>;

const someNodes = fc.subarray(
  Array.from({ length: NODES }, (_, index) => index),
  { minLength: 1 },
);
const somePorts = fc.constantFrom<Desired['ports'][]>(
  [{ nodePort: 30_001 }],
  [{ nodePort: 30_001 }, { nodePort: 30_002, protocol: 'HTTPS' }],
  [{ nodePort: 30_001, protocol: 'HTTPS' }, { nodePort: 30_002 }],
  [{ nodePort: 30_001, healthCheck: { httpHealthCheck: { port: DEAF_PORT } } }],
  [{ nodePort: 30_001, protocol: 'HTTPS', healthCheck: { httpsHealthCheck: { port: DEAF_PORT } } }],
);
const desired: fc.Arbitrary<Desired> = fc.record({
  ports: somePorts,
  zones: fc.subarray([...WORLD_ZONES], { minLength: 1 }),
  nodes: someNodes,
});

const machine = {
  cluster: fc.constant('one' as const),
  zone: fc.constantFrom(...WORLD_ZONES),
  node: fc.nat(NODES - 1),
};
/** What happens to machines by themselves. */
const churn: fc.Arbitrary<WorldEvent> = fc.oneof(
  fc.record({
    do: fc.constant('ail' as const),
    ...machine,
    how: fc.constantFrom('down' as const, 'deaf' as const, 'stopped' as const),
  }),
  fc.record({ do: fc.constant('vanish' as const), ...machine }),
  fc.constant({ do: 'recover' as const }),
);

const refused = [{ error: { code: 403 } }, { error: { code: 429 } }, { error: { code: 503 } }, 'reset' as const];
const rule = (faults: readonly Fault[], methods: readonly string[]): fc.Arbitrary<FaultRule> =>
  fc.record({
    fault: fc.constantFrom(...faults),
    method: fc.constantFrom(...methods),
    times: fc.integer({ min: 1, max: 6 }),
    after: fc.nat(2),
  });
const fault: fc.Arbitrary<WorldEvent> = fc
  .oneof(
    rule(refused, ['*.getHealth', '*.list', '*.listInstances']),
    rule([...refused, 'answerLost'], ['*.addInstances', '*.removeInstances', '*.setNamedPorts', '*.patch', '*.insert']),
  )
  .map((one) => ({ do: 'fault', rule: one }));
const trouble = fc.oneof({ weight: 4, arbitrary: fault }, { weight: 1, arbitrary: outOfReach });

const someSwitches = fc.array(fc.record({ after: fc.nat(40), to: fc.constantFrom<ControllerId[]>(0, 1) }), {
  maxLength: 3,
});
const work: fc.Arbitrary<WorldEvent> = fc.oneof(
  fc.constant({ do: 'reconcile' as const, who: 0 as const }),
  fc.record({
    do: fc.constant('crash' as const),
    who: fc.constant(0 as const),
    at: fc.integer({ min: 1, max: 40 }),
    isDone: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('together' as const),
    who: fc.constant<ControllerId[]>([0, 1]),
    edits: fc.constant([]),
    switches: someSwitches,
  }),
);

/**
 * Worlds in which what serves is replaced: a cluster is as desired; then other nodes, zones or protocols are, while machines
 * fall ill, are preempted, vanish and recover, and calls fail.
 */
export const someReplacements: fc.Arbitrary<WorldEvent[]> = fc
  .record({
    before: desired,
    churn: fc.array(churn, { maxLength: 3 }),
    after: desired,
    faults: fc.array(trouble, { maxLength: 2 }),
    work: fc.array(work, { minLength: 1, maxLength: 3 }),
    later: fc.array(fc.oneof(churn, work), { maxLength: 3 }),
  })
  .map(({ before, churn: changes, after, faults, work: runs, later }) =>
    // Without prototypes of the generator's own, an event is the JSON that it is written as.
    structuredClone<WorldEvent[]>([
      { do: 'setDesired', cluster: 'one', ...before },
      { do: 'reconcile', who: 0 },
      ...changes,
      { do: 'setDesired', cluster: 'one', ...after },
      ...faults,
      ...runs,
      ...later,
    ]),
  );
