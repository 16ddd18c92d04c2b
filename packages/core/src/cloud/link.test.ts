import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastSegment, parseLink, pathOf, sameResource } from './link.ts';

const path = 'projects/p/zones/z/instanceGroups/g';
const forms = [
  `https://www.googleapis.com/compute/v1/${path}`,
  `https://compute.googleapis.com/compute/v1/${path}`,
  `https://compute.googleapis.com/compute/beta/${path}`,
  `http://127.0.0.1:8080/compute/v1/${path}`,
  `//compute.googleapis.com/${path}`,
  path,
  'zones/z/instanceGroups/g',
];

describe('the same resource', () => {
  test.each(forms.flatMap((a) => forms.map((b) => [a, b])))('%s is %s', (a, b) => {
    expect(sameResource(a, b)).toBe(true);
  });

  test.each([
    'https://www.googleapis.com/compute/v1/projects/other/zones/z/instanceGroups/g',
    'https://www.googleapis.com/compute/v1/projects/p/zones/y/instanceGroups/g',
    'https://www.googleapis.com/compute/v1/projects/p/zones/z/instanceGroups/h',
    'https://www.googleapis.com/compute/v1/projects/p/zones/z/networkEndpointGroups/g',
    'https://www.googleapis.com/compute/v1/projects/p/regions/z/instanceGroups/g',
    'https://www.googleapis.com/compute/v1/projects/p/global/instanceGroups/g',
    'g',
  ])('%s is another', (other) => {
    for (const form of forms.slice(0, -1)) expect(sameResource(form, other)).toBe(false);
  });

  test('unreadable links are compared as text', () => {
    expect(sameResource('bogus', 'bogus')).toBe(true);
    expect(sameResource('bogus', 'other')).toBe(false);
  });

  test('is the same both ways round', () => {
    const link = fc.constantFrom(...forms, 'bogus', 'projects/q/zones/z/instanceGroups/g', 'global/healthChecks/c');
    fc.assert(
      fc.property(link, link, (a, b) => {
        expect(sameResource(a, b)).toBe(sameResource(b, a));
      }),
    );
  });
});

test('a project with a domain is read whole', () => {
  expect(parseLink('https://x/compute/v1/projects/example.com:p/global/healthChecks/c')).toEqual({
    project: 'example.com:p',
    scope: 'global',
    collection: 'healthChecks',
    name: 'c',
  });
});

test('a path has neither host nor version nor project', () => {
  for (const form of forms) expect(pathOf(form)).toBe('zones/z/instanceGroups/g');
  expect(pathOf('bogus')).toBe('bogus');
});

test('the last segment is the name', () => {
  expect(lastSegment('https://x/zones/zone-a')).toBe('zone-a');
  expect(lastSegment('zone-a')).toBe('zone-a');
});
