import { expect, test } from 'vitest';
import { describe } from './describe.ts';

const link = (name: string) => `https://www.googleapis.com/compute/v1/projects/p/global/backendServices/${name}`;

test('a URL map says which host and path goes where, and how much is left out', () => {
  const map = {
    defaultService: link('web'),
    hostRules: [{ hosts: ['shop.example'], pathMatcher: 'shop' }],
    pathMatchers: [
      {
        name: 'shop',
        defaultService: link('shop'),
        pathRules: [{ paths: ['/cart', '/cart/*'], service: link('cart') }],
      },
    ],
  };
  expect(describe('urlMaps', map)).toEqual(['shop.example/cart, /cart/* → cart', 'shop.example → shop', '* → web']);
  const many = Array.from({ length: 9 }, (_, index) => ({ paths: [`/${index}`], service: link('x') }));
  const long = describe('urlMaps', { ...map, pathMatchers: [{ name: 'shop', pathRules: many }] });
  expect([long.length, long.at(-1)]).toEqual([6, 'and 5 more']);
});

test.each([
  ['forwardingRules', { IPAddress: '203.0.113.7', portRange: '443-443' }, ['203.0.113.7 : 443']],
  ['forwardingRules', { IPAddress: '10.0.0.1', ports: ['80', '81'] }, ['10.0.0.1 : 80, 81']],
  ['forwardingRules', { IPAddress: '10.0.0.1', allPorts: true }, ['10.0.0.1 : all ports']],
  ['backendServices', { protocol: 'HTTP', loadBalancingScheme: 'EXTERNAL' }, ['HTTP, EXTERNAL']],
  ['instanceGroups', { size: 3 }, []],
])('%s', (collection, resource, lines) => {
  expect(describe(collection, resource)).toEqual(lines);
});
