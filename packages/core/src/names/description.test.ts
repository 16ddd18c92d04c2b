import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describedService, describeService } from './description.ts';

test('a description names service and port, in the keys the ingress controller uses', () => {
  expect(describeService({ name: 'shop/cart', port: 'http' })).toBe(
    '{"kubernetes.io/service-name":"shop/cart","kubernetes.io/service-port":"http"}',
  );
});

test('a current description is left as it is, however it is written', () => {
  const present = '{ "kubernetes.io/service-port": "80", "note": "mine", "kubernetes.io/service-name": "shop/cart" }';
  expect(describeService({ name: 'shop/cart', port: '80' }, present)).toBe(present);
});

test('keys of others survive', () => {
  const present = '{"note":"mine","kubernetes.io/service-name":"shop/old"}';
  expect(JSON.parse(describeService({ name: 'shop/cart' }, present))).toEqual({
    note: 'mine',
    'kubernetes.io/service-name': 'shop/cart',
  });
});

test.each(['', 'by hand', '[1]', 'null', '3'])('%j is replaced', (present) => {
  expect(describedService(describeService({ name: 'shop/cart' }, present))).toEqual({ name: 'shop/cart' });
});

test('what was described is read back, and describing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.option(fc.string(), { nil: undefined }), (present, name, port) => {
      const service = { name, ...(port === undefined ? {} : { port }) };
      const description = describeService(service, present);
      expect(describedService(description)).toMatchObject(service);
      expect(describeService(service, description)).toBe(description);
    }),
  );
});

test('other descriptions name no service', () => {
  expect(describedService('by hand')).toBeUndefined();
  expect(describedService('{"kubernetes.io/service-name":3}')).toBeUndefined();
});
