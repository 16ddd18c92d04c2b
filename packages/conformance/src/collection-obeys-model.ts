import type { BackendService, HealthCheck } from '@gcepool/api';
import { absentAsUndefined, type BackendServices, type HealthChecks } from '@gcepool/core';
import fc from 'fast-check';
import { backendServicesCrud, type Crud, healthChecksCrud, type Named } from './crud.ts';
import { create, get, list, remove, replace, update, updateTwice } from './crud-commands.ts';
import { hold, type LawOptions, type MakeCloud } from './law.ts';

const names = ['conformance-a', 'conformance-b', 'conformance-c'];

/**
 * Law: whatever calls are made in whatever order, backend services answer as a plain map from name to content does. Absent
 * is 404, present already 409, a stale fingerprint 412; a refused call changes nothing; lists and gets agree.
 *
 * @throws Error with the shortest list of calls found after which it does not hold.
 */
export function backendServicesObeyModel(makeCloud: MakeCloud<BackendServices>, options?: LawOptions): Promise<void> {
  const content: fc.Arbitrary<BackendService> = fc.record(
    {
      description: fc.string({ maxLength: 20 }),
      timeoutSec: fc.integer({ min: 1, max: 3600 }),
      enableCDN: fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  return obeyModel(async () => backendServicesCrud(await makeCloud()), content, options);
}

/** Law: the same of health checks, which have no fingerprints. */
export function healthChecksObeyModel(makeCloud: MakeCloud<HealthChecks>, options?: LawOptions): Promise<void> {
  const port = fc.integer({ min: 1, max: 65_535 });
  const content: fc.Arbitrary<HealthCheck> = fc.record(
    {
      type: fc.constant('TCP'),
      tcpHealthCheck: fc.record({ port }, { noNullPrototype: true }),
      description: fc.string({ maxLength: 20 }),
      healthyThreshold: fc.integer({ min: 1, max: 10 }),
    },
    { requiredKeys: ['type', 'tcpHealthCheck'], noNullPrototype: true },
  );
  return obeyModel(async () => healthChecksCrud(await makeCloud()), content, options);
}

function obeyModel<Resource extends Named>(
  makeCrud: () => Promise<Crud<Resource>>,
  content: fc.Arbitrary<Resource>,
  options: LawOptions | undefined,
): Promise<void> {
  const name = fc.constantFrom(...names);
  const commands = fc.commands(
    [
      fc.tuple(name, content).map(([one, put]) => create(one, put)),
      name.map((one) => get<Resource>(one)),
      fc.tuple(name, content).map(([one, put]) => update(one, put)),
      fc.tuple(name, content).map(([one, put]) => replace(one, put)),
      fc.tuple(name, content).map(([one, put]) => updateTwice(one, put)),
      name.map((one) => remove<Resource>(one)),
      fc.constant(list<Resource>(names)),
    ],
    { maxCommands: 30, size: '+1' },
  );
  const property = fc.asyncProperty(commands, async (calls) => {
    const crud = await makeCrud();
    try {
      await fc.asyncModelRun(() => ({ model: new Map<string, Resource>(), real: crud }), calls);
    } finally {
      for (const one of names) await absentAsUndefined(crud.delete(one));
    }
  });
  return hold(property, options);
}
