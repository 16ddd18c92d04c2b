import fc from 'fast-check';
import type { Body, Change, Kind, Name, Step } from './step.ts';

/** What steps are to be about. */
export interface StepChoice {
  readonly kinds: readonly Kind[];
  /** Whether backend services link to health checks and groups. */
  readonly hasLinks: boolean;
  /** How many instances there are for groups. */
  readonly instances: number;
  /** How many steps at most. */
  readonly maxSteps: number;
  /** Whether two writers may write at once: which of them wins is chance. */
  readonly hasRaces: boolean;
}

const record = <T>(
  shape: { readonly [K in keyof T]: fc.Arbitrary<T[K]> },
  required: (keyof T)[],
): fc.Arbitrary<Partial<T>> => fc.record(shape, { requiredKeys: required, noNullPrototype: true });

const name: fc.Arbitrary<Name> = fc.constantFrom('a', 'b', 'a', 'b', 'c');
const newName: fc.Arbitrary<Name> = fc.oneof(
  { weight: 15, arbitrary: name },
  { weight: 2, arbitrary: fc.constant('d' as const) },
  { weight: 1, arbitrary: fc.constant('Bad_Name' as const) },
);
const description = fc.string({ maxLength: 12 });

const settings = record(
  {
    description,
    timeoutSec: fc.integer({ min: 1, max: 3600 }),
    enableCDN: fc.boolean(),
    connectionDraining: record({ drainingTimeoutSec: fc.integer({ min: 1, max: 600 }) }, ['drainingTimeoutSec']),
  },
  [],
);

const links: fc.Arbitrary<Body> = fc
  .record({ check: name, groups: fc.uniqueArray(fc.constantFrom<Name>('a', 'b'), { maxLength: 2 }) })
  .map(({ check, groups }) => ({
    healthChecks: [check],
    backends: groups.map((group) => ({ group, balancingMode: 'UTILIZATION' })),
  }));

const check: fc.Arbitrary<Body> = record(
  {
    type: fc.constant('TCP'),
    tcpHealthCheck: record({ port: fc.integer({ min: 1, max: 65_535 }) }, ['port']),
    description,
    healthyThreshold: fc.integer({ min: 1, max: 10 }),
  },
  ['type', 'tcpHealthCheck'],
);

const namedPorts: fc.Arbitrary<Body> = fc
  .uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 })
  .map((ports) => ({ namedPorts: ports.map((port) => ({ name: `port${port}`, port })) }));

function bodyOf(kind: Kind, hasLinks: boolean): fc.Arbitrary<Body> {
  switch (kind) {
    case 'backendServices':
      return hasLinks
        ? fc.oneof(
            settings,
            fc.tuple(settings, links).map(([plain, linked]) => ({ ...plain, ...linked })),
          )
        : settings;
    case 'healthChecks':
      return check;
    case 'instanceGroups':
      return namedPorts;
  }
}

/** Two changes of the same field, each to something of its own. */
function racingBodies(kind: Kind): fc.Arbitrary<readonly [Body, Body]> {
  if (kind === 'instanceGroups') {
    const ports = (first: number): Body => ({ namedPorts: [{ name: `race${first}`, port: first }] });
    return fc.integer({ min: 10, max: 60 }).map((port) => [ports(port), ports(port + 1)] as const);
  }
  return fc.nat(99).map((n) => [{ description: `first ${n}` }, { description: `second ${n}` }] as const);
}

function changeOf(kind: Kind, hasLinks: boolean): fc.Arbitrary<Change> {
  const body = bodyOf(kind, hasLinks);
  const of = fc.constant(kind);
  const verbs = kind === 'instanceGroups' ? (['update'] as const) : (['update', 'patch', 'replace'] as const);
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), kind: of, name: newName, body }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom(...verbs), kind: of, name, body }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), kind: of, name }) },
  );
}

function stepOf(kind: Kind, { hasLinks, hasRaces }: StepChoice): fc.Arbitrary<Step> {
  const of = fc.constant(kind);
  const change = changeOf(kind, hasLinks);
  const at = hasRaces ? fc.constantFrom('in turn' as const, 'once' as const) : fc.constant('in turn' as const);
  return fc.oneof(
    { weight: 8, arbitrary: change },
    { weight: 2, arbitrary: change.map((step) => ({ do: 'again' as const, step })) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('get' as const), kind: of, name }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), kind: of }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), kind: of, only: name }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('race' as const), kind: of, name, bodies: racingBodies(kind), at }),
    },
  );
}

/** Random steps, which shrink to fewer and simpler ones. Every one makes sense in every state: the model says what must happen. */
export function someSteps(choice: StepChoice): fc.Arbitrary<Step[]> {
  const { kinds, hasLinks, instances, maxSteps } = choice;
  const steps = kinds.map((kind) => stepOf(kind, choice));
  const group = fc.constantFrom<Name>('a', 'b');
  if (hasLinks) steps.push(fc.record({ do: fc.constant('getHealth' as const), name, group }));
  if (instances > 0 && kinds.includes('instanceGroups')) {
    const some = fc.uniqueArray(fc.nat(instances - 1), { minLength: 1, maxLength: instances });
    const verb = fc.constantFrom('addInstances' as const, 'addInstances' as const, 'removeInstances' as const);
    // An instance may be in one group that is balanced, and no more.
    steps.push(fc.record({ do: verb, name: fc.constant('a' as const), instances: some }));
  }
  const written = fc.array(fc.oneof(...steps), { maxLength: maxSteps, size: '+1' });
  // Without prototypes of the generator's own, a step is the JSON that it is written as.
  return fc.tuple(someBeginning(choice), written).map(([made, done]) => structuredClone([...made, ...done]));
}

/** Things to begin with: where nothing is, most steps come to nothing. */
function someBeginning({ kinds, hasLinks }: StepChoice): fc.Arbitrary<Step[]> {
  const linked = hasLinks ? { healthChecks: ['a'], backends: [{ group: 'a', balancingMode: 'UTILIZATION' }] } : {};
  const bodies: Readonly<Record<Kind, Body>> = {
    healthChecks: { type: 'TCP', tcpHealthCheck: { port: 80 } },
    instanceGroups: {},
    backendServices: linked,
  };
  const makes = (['healthChecks', 'instanceGroups', 'backendServices'] as const)
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) =>
      (['a', 'b'] as const).map((each) => ({ do: 'create' as const, kind, name: each, body: bodies[kind] })),
    );
  // Most of them mostly; a failure shrinks to those it needs.
  const kept = makes.map(() => fc.nat(6).map((dice) => dice > 0));
  return fc.tuple(...kept).map((isKept) => makes.filter((_, index) => isKept[index] === true));
}
