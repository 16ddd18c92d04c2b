import { modelOf, schemaNames } from '@gcepool/api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomBody } from '../../test/random-body.ts';
import type { JsonObject } from '../kernel/json.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { BodyPolicy } from './body.ts';
import { readBody } from './body.ts';
import { IgnoredFields } from './ignored-fields.ts';

const insert: BodyPolicy = {
  model: modelOf('v1'),
  methodId: 'backendServices.insert',
  ignored: new IgnoredFields(false),
  keepsNull: false,
  accepts: [],
  acceptsValues: {},
  ignores: [],
  optional: [],
};

/** What was read, or how it was refused; anything else that is thrown is thrown. */
function readOrRefusal(name: string, body: unknown, policy: BodyPolicy): JsonObject | Refusal {
  try {
    return readBody(name, body, policy);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

describe('laws', () => {
  const someSchemas = fc.constantFrom('BackendService', 'Instance', 'UrlMap', 'HealthCheck', 'Autoscaler', 'Firewall');
  test('reading what was read changes nothing, and nothing but a refusal is ever thrown', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        someSchemas.chain((name) => fc.tuple(fc.constant(name), randomBody(name))),
        fc.boolean(),
        fc.boolean(),
        ([name, body], isStrict, keepsNull) => {
          const policy: BodyPolicy = { ...insert, ignored: new IgnoredFields(isStrict), keepsNull };
          const once = readOrRefusal(name, body, policy);
          if (once instanceof Refusal) return;
          accepted++;
          expect(JSON.stringify(readBody(name, once, policy))).toBe(JSON.stringify(once));
        },
      ),
      { numRuns: 300 },
    );
    // Or else the law was tried on nothing.
    expect(accepted).toBeGreaterThan(20);
  });

  test('any JSON at all is read or refused, for any schema', () => {
    fc.assert(
      fc.property(fc.constantFrom(...schemaNames), fc.jsonValue(), fc.boolean(), (name, body, isStrict) => {
        expect(readOrRefusal(name, body, { ...insert, ignored: new IgnoredFields(isStrict) })).toBeTypeOf('object');
      }),
      { numRuns: 500 },
    );
  });
});
