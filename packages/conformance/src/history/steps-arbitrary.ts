import fc from 'fast-check';
import {
  type Body,
  type Change,
  CHANGEABLE_KINDS,
  type ChangeableKind,
  isChangeable,
  type Kind,
  type Name,
  type Step,
} from './step.ts';

/** What steps are to be about. */
export interface StepChoice {
  readonly kinds: readonly Kind[];
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

const endpointLinks: fc.Arbitrary<Body> = fc
  .record({ check: name, groups: fc.uniqueArray(fc.constantFrom<Name>('a', 'b'), { minLength: 1, maxLength: 2 }) })
  .map(({ check, groups }) => ({ healthChecks: [check], backends: groups.map((group) => endpointBackend(group)) }));

/** The utilization of bare endpoints is not known: they are balanced by their rate. */
function endpointBackend(networkEndpointGroup: Name): Body {
  return { networkEndpointGroup, balancingMode: 'RATE', maxRatePerEndpoint: 10 };
}

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

const endpointGroup: fc.Arbitrary<Body> = record(
  {
    networkEndpointType: fc.constant('NON_GCP_PRIVATE_IP_PORT'),
    description,
    defaultPort: fc.integer({ min: 1, max: 65_535 }),
  },
  ['networkEndpointType'],
);

/** Whether backend services link to health checks and instance groups. */
function haveLinks(kinds: readonly Kind[]): boolean {
  return CHANGEABLE_KINDS.every((kind) => kinds.includes(kind));
}

function backendService(kinds: readonly Kind[]): fc.Arbitrary<Body> {
  if (!haveLinks(kinds)) return settings;
  // One backend service has groups of one of the two kinds.
  const linked = kinds.includes('networkEndpointGroups') ? fc.oneof(links, endpointLinks) : links;
  return fc.oneof(
    settings,
    fc.tuple(settings, linked).map(([plain, linking]) => ({ ...plain, ...linking })),
  );
}

function bodyOf(kind: Kind, kinds: readonly Kind[]): fc.Arbitrary<Body> {
  switch (kind) {
    case 'backendServices':
      return backendService(kinds);
    case 'healthChecks':
      return check;
    case 'instanceGroups':
      return namedPorts;
    case 'networkEndpointGroups':
      return endpointGroup;
  }
}

/** Two changes of the same field, each to something of its own. */
function racingBodies(kind: ChangeableKind): fc.Arbitrary<readonly [Body, Body]> {
  if (kind === 'instanceGroups') {
    const ports = (first: number): Body => ({ namedPorts: [{ name: `race${first}`, port: first }] });
    return fc.integer({ min: 10, max: 60 }).map((port) => [ports(port), ports(port + 1)] as const);
  }
  return fc.nat(99).map((n) => [{ description: `first ${n}` }, { description: `second ${n}` }] as const);
}

function changeOf(kind: Kind, kinds: readonly Kind[]): fc.Arbitrary<Change> {
  const body = bodyOf(kind, kinds);
  const of = fc.constant(kind);
  const create = {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('create' as const), kind: of, name: newName, body }),
  };
  const remove = { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), kind: of, name }) };
  if (!isChangeable(kind)) return fc.oneof(create, remove);
  const verbs = kind === 'instanceGroups' ? (['update'] as const) : (['update', 'patch', 'replace'] as const);
  const verb = fc.constantFrom(...verbs);
  return fc.oneof(
    create,
    { weight: 4, arbitrary: fc.record({ do: verb, kind: fc.constant(kind), name, body }) },
    remove,
  );
}

function raceOf(kind: ChangeableKind, hasRaces: boolean): fc.Arbitrary<Step> {
  const at = hasRaces ? fc.constantFrom('in turn' as const, 'once' as const) : fc.constant('in turn' as const);
  return fc.record({
    do: fc.constant('race' as const),
    kind: fc.constant(kind),
    name,
    bodies: racingBodies(kind),
    at,
  });
}

function stepOf(kind: Kind, { kinds, hasRaces }: StepChoice): fc.Arbitrary<Step> {
  const of = fc.constant(kind);
  const change = changeOf(kind, kinds);
  return fc.oneof(
    { weight: 8, arbitrary: change },
    { weight: 2, arbitrary: change.map((step) => ({ do: 'again' as const, step })) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('get' as const), kind: of, name }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), kind: of }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), kind: of, only: name }) },
    ...(isChangeable(kind) ? [{ weight: 2, arbitrary: raceOf(kind, hasRaces) }] : []),
  );
}

/** Random steps, which shrink to fewer and simpler ones. Every one makes sense in every state: the model says what must happen. */
export function someSteps(choice: StepChoice): fc.Arbitrary<Step[]> {
  const { kinds, instances, maxSteps } = choice;
  const steps = kinds.map((kind) => stepOf(kind, choice));
  const group = fc.constantFrom<Name>('a', 'b');
  if (haveLinks(kinds)) steps.push(fc.record({ do: fc.constant('getHealth' as const), name, group }));
  if (instances > 0 && kinds.includes('instanceGroups')) {
    const some = fc.uniqueArray(fc.nat(instances - 1), { minLength: 1, maxLength: instances });
    const verb = fc.constantFrom('addInstances' as const, 'addInstances' as const, 'removeInstances' as const);
    // An instance may be in one group that is balanced, and no more.
    steps.push(fc.record({ do: verb, name: fc.constant('a' as const), instances: some }));
  }
  if (kinds.includes('networkEndpointGroups')) {
    const some = fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 5 });
    const attach = fc.record({ do: fc.constant('attachNetworkEndpoints' as const), name: group, endpoints: some });
    const detach = fc.record({ do: fc.constant('detachNetworkEndpoints' as const), name: group, endpoints: some });
    steps.push(fc.oneof({ weight: 2, arbitrary: attach }, { weight: 1, arbitrary: detach }));
  }
  const written = fc.array(fc.oneof(...steps), { maxLength: maxSteps, size: '+1' });
  // Without prototypes of the generator's own, a step is the JSON that it is written as.
  return fc.tuple(someBeginning(choice), written).map(([made, done]) => structuredClone([...made, ...done]));
}

/** Things to begin with: where nothing is, most steps come to nothing. */
function someBeginning({ kinds }: StepChoice): fc.Arbitrary<Step[]> {
  const linked = haveLinks(kinds)
    ? { healthChecks: ['a'], backends: [{ group: 'a', balancingMode: 'UTILIZATION' }] }
    : {};
  const bodies: Readonly<Record<Kind, Body>> = {
    healthChecks: { type: 'TCP', tcpHealthCheck: { port: 80 } },
    instanceGroups: {},
    networkEndpointGroups: { networkEndpointType: 'NON_GCP_PRIVATE_IP_PORT' },
    backendServices: linked,
  };
  const makes = (['healthChecks', 'instanceGroups', 'networkEndpointGroups', 'backendServices'] as const)
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) =>
      (['a', 'b'] as const).map((each) => ({ do: 'create' as const, kind, name: each, body: bodies[kind] })),
    );
  // Most of them mostly; a failure shrinks to those it needs.
  const kept = makes.map(() => fc.nat(6).map((dice) => dice > 0));
  return fc.tuple(...kept).map((isKept) => makes.filter((_, index) => isKept[index] === true));
}
