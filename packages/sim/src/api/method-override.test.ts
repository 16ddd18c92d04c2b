import { expect, test } from 'vitest';
import { withMethodOverride } from './method-override.ts';

const url = '/compute/v1/projects/p/global/networks';
const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-http-method-override': 'GET' };

test('a GET with a long query comes as a POST of a form', () => {
  expect(withMethodOverride({ method: 'POST', url, headers: form, body: 'filter=name+eq+a&alt=json' })).toMatchObject({
    method: 'GET',
    url: `${url}?filter=name+eq+a&alt=json`,
  });
  expect(withMethodOverride({ method: 'POST', url, headers: form, body: 'alt=json' })).not.toHaveProperty('body');
});

test('what stands in the URL already is kept', () => {
  expect(withMethodOverride({ method: 'POST', url: `${url}?key=k`, headers: form, body: 'alt=json' }).url).toBe(
    `${url}?key=k&alt=json`,
  );
});

test('a PATCH may come as a POST with its own body', () => {
  const headers = { 'content-type': 'application/json', 'x-http-method-override': 'patch' };
  expect(withMethodOverride({ method: 'POST', url, headers, body: '{}' })).toMatchObject({
    method: 'PATCH',
    url,
    body: '{}',
  });
});

test('other requests are what they are', () => {
  const get = { method: 'GET', url, headers: { 'x-http-method-override': 'DELETE' } };
  expect(withMethodOverride(get)).toBe(get);
  const post = { method: 'POST', url, headers: {}, body: '{}' };
  expect(withMethodOverride(post)).toBe(post);
});
