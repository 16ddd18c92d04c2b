import { expect, test } from 'vitest';
import { pruneDescriptors } from './prune-descriptors.ts';

const type = (...types: string[]) => ({
  fields: Object.fromEntries(types.map((name, id) => [`f${id}`, { type: name, id }])),
});
const packages = (v1: object, v1beta: object = {}) => ({
  nested: {
    google: {
      nested: {
        api: { nested: { Http: type('string') } },
        cloud: { nested: { compute: { nested: { v1: { nested: v1 }, v1beta: { nested: v1beta } } } } },
      },
    },
  },
});

test('a service is kept with all it can reach, directly or through others, and nothing else', () => {
  const service = { methods: { Get: { requestType: 'GetRequest', responseType: '.google.cloud.compute.v1.Disk' } } };
  const kept = {
    Disks: service,
    GetRequest: type('string'),
    Disk: { ...type('Outer.Inner', 'Map'), nested: { Own: type('OfNested', 'Disk') } },
    Outer: { nested: { Inner: type('bool') } },
    Map: { fields: { m: { keyType: 'string', type: 'Value', id: 1 } } },
    Value: type('int64'),
    OfNested: { values: { A: 0 } },
  };
  const pruned = pruneDescriptors(packages({ ...kept, Zone: type('Value'), Zones: service }, { Disk: type('Beta') }), [
    'Disks',
  ]);
  expect(pruned).toEqual({
    nested: {
      google: {
        nested: {
          api: { nested: { Http: type('string') } },
          cloud: { nested: { compute: { nested: { v1: { nested: kept } } } } },
        },
      },
    },
  });
});
