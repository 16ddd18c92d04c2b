import { expect, test } from 'vitest';
import { defineCollection } from './define-collection.ts';
import { find } from '../wire/find.ts';
import { setField } from './set-field.ts';
import type { Verb } from './verb.ts';
import type { Draft, Resource } from '../wire/wire.ts';

/*
 * What the compiler refuses in a record: `npm run typecheck` fails where one of the errors expected here is none. The
 * records are never used.
 */

type BackendService = Resource<'BackendService'>;

const NAMES = { name: 'backendServices', collections: ['backendServices', 'regionBackendServices'] } as const;

/** The compiler refuses the record; at run time nothing does. */
const refused: typeof defineCollection = (record) => {
  const built = defineCollection(record);
  expect(built.name).toBe('backendServices');
  return built;
};

test('a record of real names is taken as it is', () => {
  const record = {
    ...NAMES,
    lifecycle: {
      complete: (draft: Draft<BackendService>) => {
        draft.timeoutSec ??= 30;
      },
    },
  } as const;
  expect(defineCollection(record)).toBe(record);
});

test('a field that the resource does not have does not build', () => {
  refused({
    ...NAMES,
    // @ts-expect-error there is no such field
    body: { required: ['timeoutSeconds'] },
    // @ts-expect-error nor can it be kept as it is
    lifecycle: { immutable: ['timeoutSeconds'] },
  });
  refused({
    ...NAMES,
    lifecycle: {
      complete: (draft) => {
        // @ts-expect-error there is no such field
        draft.timeoutSeconds = 30;
      },
      // @ts-expect-error there is no such field
      check: (resource) => expect(resource.timeoutSeconds).toBe(30),
    },
  });
});

test('a value that no field of that name can have does not build', () => {
  refused({
    ...NAMES,
    lifecycle: {
      complete: (draft) => {
        // @ts-expect-error the value of an enumeration is misspelt
        draft.loadBalancingScheme = 'INTERNL';
        // @ts-expect-error a number is not text
        draft.timeoutSec = '30';
        // @ts-expect-error what is stored is never written to in place
        if (draft.iap !== undefined) draft.iap.enabled = true;
      },
    },
    reading: {
      // @ts-expect-error the value of an enumeration is misspelt
      derive: () => ({ protocol: 'HTPP' }),
    },
  });
});

test('a reference from or to something that is not there does not build', () => {
  refused({
    ...NAMES,
    // @ts-expect-error there is no such field
    references: { 'Backend.groups': { to: ['instanceGroups'] } },
  });
  refused({
    ...NAMES,
    // @ts-expect-error there is no such collection
    references: { 'Backend.group': { to: ['instanceGroup'] } },
  });
  // @ts-expect-error there is no such collection
  expect(find({ get: () => undefined }, 'backendService', undefined)).toBeUndefined();
});

test('a method that the collection does not have, or a body it does not take, does not build', () => {
  refused({
    ...NAMES,
    // @ts-expect-error there is no such method
    operations: { fullTypes: ['setSecurityPolicies'] },
  });
  refused({
    ...NAMES,
    verbs: {
      // @ts-expect-error the body of this method has no such field
      addSignedUrlKey: ({ body }) => ({ answer: { key: body.keyNames } }),
      // @ts-expect-error nothing of that name can be set
      setSecurityPolicy: setField('securityPolicies'),
    },
  });
  refused({
    ...NAMES,
    // @ts-expect-error there is no such method
    verbs: { getHealths: () => ({ answer: {} }) },
  });
  // @ts-expect-error a method says which body it takes
  const answerOf = (verb: Verb): unknown => verb;
  expect(answerOf(() => ({ answer: {} }))).toBeTypeOf('function');
  // @ts-expect-error nor such a collection
  refused({ name: 'backendServices', collections: ['zoneBackendServices'] });
});
