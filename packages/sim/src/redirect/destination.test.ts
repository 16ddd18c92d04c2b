import { expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

const simulator = new URL('http://127.0.0.1:4080');

test.each([
  ['https://compute.googleapis.com/compute/v1/p?alt=json', '/compute/v1/p?alt=json', 'compute.googleapis.com'],
  ['https://oauth2.googleapis.com:443/token', '/token', 'oauth2.googleapis.com'],
  ['http://metadata.google.internal./', '/', 'metadata.google.internal.'],
  ['http://169.254.169.254/computeMetadata/v1/', '/computeMetadata/v1/', '169.254.169.254'],
  ['https://storage.googleapis.com/b', '/b', 'storage.googleapis.com'],
])('%s goes to the simulator, in its own name', (url, path, host) => {
  expect(destinationOf(new URL(url), simulator)).toEqual({ url: new URL(path, simulator), host });
});

test('a simulator that is a fork has a path of its own', () => {
  const fork = new URL('http://127.0.0.1:4080/_sim/forks/t1');
  expect(destinationOf(new URL('https://compute.googleapis.com/compute/v1/projects/p'), fork)?.url).toEqual(
    new URL('http://127.0.0.1:4080/_sim/forks/t1/compute/v1/projects/p'),
  );
});

test.each([
  'https://example.com/compute/v1/',
  'http://127.0.0.1:4080/',
  'https://compute.googleapis.com.example.com/',
  'https://notgoogle.com/',
])('%s goes where it goes', (url) => expect(destinationOf(new URL(url), simulator)).toBeUndefined());
