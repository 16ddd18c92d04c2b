import { expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

const simulator = new URL('http://127.0.0.1:4080');
const kindOf = (url: string): string => destinationOf(new URL(url), simulator).kind;

test.each([
  [
    'https://compute.googleapis.com/compute/v1/projects/p?alt=json',
    'http://127.0.0.1:4080/compute/v1/projects/p?alt=json',
  ],
  ['https://www.googleapis.com/compute/v1/projects/p', 'http://127.0.0.1:4080/compute/v1/projects/p'],
  ['https://compute.googleapis.com/batch/compute/v1', 'http://127.0.0.1:4080/batch/compute/v1'],
  ['http://metadata.google.internal/computeMetadata/v1/instance', 'http://127.0.0.1:4080/computeMetadata/v1/instance'],
  ['http://metadata.google.internal./', 'http://127.0.0.1:4080/'],
  ['http://169.254.169.254/computeMetadata/v1/', 'http://127.0.0.1:4080/computeMetadata/v1/'],
])('%s goes to the simulator', (url, expected) => {
  expect(destinationOf(new URL(url), simulator)).toEqual({ kind: 'simulator', url: new URL(expected) });
});

test('a simulator that is a fork has a path of its own', () => {
  const fork = new URL('http://127.0.0.1:4080/_sim/forks/t1');
  expect(destinationOf(new URL('https://compute.googleapis.com/compute/v1/projects/p'), fork)).toEqual({
    kind: 'simulator',
    url: new URL('http://127.0.0.1:4080/_sim/forks/t1/compute/v1/projects/p'),
  });
});

test.each([
  'https://oauth2.googleapis.com/token',
  'https://storage.googleapis.com/b',
  'https://www.googleapis.com/storage/v1/b',
  'https://accounts.google.com/o',
  'https://container.googleapis.com/v1/projects',
])('%s is refused, for nothing plays its part', (url) => {
  expect(destinationOf(new URL(url), simulator)).toEqual({
    kind: 'refused',
    message: expect.stringContaining('GCEPOOL_SIM'),
  });
});

test.each([
  'https://example.com/compute/v1/',
  'http://127.0.0.1:4080/',
  'https://compute.googleapis.com.example.com/',
  'https://notgoogle.com/',
])('%s goes where it goes', (url) => expect(kindOf(url)).toBe('elsewhere'));
