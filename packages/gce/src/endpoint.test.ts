import { expect, test } from 'vitest';
import { endpointOptions, isPlainHttp } from './endpoint.ts';

test.each([
  [undefined, {}],
  ['http://127.0.0.1:8787', { apiEndpoint: '127.0.0.1', port: 8787, protocol: 'http' }],
  ['http://localhost/', { apiEndpoint: 'localhost', port: 80, protocol: 'http' }],
  ['http://[::1]:8787/compute/v1/', { apiEndpoint: '[::1]', port: 8787, protocol: 'http' }],
  ['https://compute.example.com', { apiEndpoint: 'compute.example.com', port: 443, protocol: 'https' }],
])('%s', (endpoint, options) => {
  expect(endpointOptions(endpoint)).toEqual(options);
});

test.each(['127.0.0.1:8787', 'localhost', 'ftp://localhost', 'http://localhost/other/', 'http://localhost?x=1', ''])(
  '%j is refused with an example of what is taken',
  (endpoint) => {
    expect(() => endpointOptions(endpoint)).toThrow(/cannot be used: .*"http:\/\/127\.0\.0\.1:8787"/);
  },
);

test('credentials stay at home where they would travel in the clear', () => {
  expect(isPlainHttp('http://simulator:8787')).toBe(true);
  expect(isPlainHttp('https://compute.example.com')).toBe(false);
  expect(isPlainHttp(undefined)).toBe(false);
});
