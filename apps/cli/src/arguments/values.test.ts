import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  collectPorts,
  parseCount,
  parseEndpoint,
  parseListenPort,
  parsePercent,
  parsePort,
  parseProject,
  parseSeconds,
  collectZones,
} from './values.ts';

describe('ports', () => {
  test('every port number is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), (port) => {
        expect(parsePort(String(port))).toBe(port);
      }),
    );
  });

  test.each(['0', '65536', '-1', '1.5', '0x50', '1e3', '', ' 80', 'http'])('%j is refused', (text) => {
    expect(() => parsePort(text)).toThrow('Use a number from 1 to 65535.');
  });

  test('0 may be listened on', () => expect(parseListenPort('0')).toBe(0));

  test('a variadic argument keeps its order', () => {
    expect(['81', '80'].reduce<readonly number[]>((ports, text) => collectPorts(text, ports), [])).toEqual([81, 80]);
  });
});

test.each([
  [parseCount, '12', 12],
  [parsePercent, '12.5', 12.5],
  [parsePercent, '50%', 50],
  [parseSeconds, '1.5', 1_500],
  [parseSeconds, '0', 0],
  [parseSeconds, '90s', 90_000],
  [parseSeconds, '1.5m', 90_000],
  [parseSeconds, '1h', 3_600_000],
] as const)('%o of %j', (parse, text, value) => expect(parse(text)).toBe(value));

test.each([
  [parseCount, '-1', 'Use a whole number from 0 on.'],
  [parseCount, '1.5', 'Use a whole number from 0 on.'],
  [parsePercent, '101', 'Use a number from 0 to 100.'],
  [parsePercent, '', 'Use a number from 0 to 100.'],
  [parseSeconds, '1d', 'Use a number of seconds, such as 60, or 5m or 1h.'],
  [parseSeconds, '', 'Use a number of seconds, such as 60, or 5m or 1h.'],
] as const)('%o of %j is refused', (parse, text, message) => expect(() => parse(text)).toThrow(message));

test('zones are split, trimmed and counted once', () => {
  expect(collectZones('us-central1-a, us-central1-b,us-central1-a')).toEqual(['us-central1-a', 'us-central1-b']);
});

test.each(['', 'us-central1-a,', 'US-CENTRAL1-A', 'a b'])('zones %j are refused', (text) => {
  expect(() => collectZones(text)).toThrow('zone names separated by commas');
});

test('project ids', () => {
  expect(parseProject('example.com:my-project')).toBe('example.com:my-project');
  expect(() => parseProject('My Project')).toThrow('Use a project id');
});

test.each(['http://127.0.0.1:8080', 'http://localhost:8080/', 'https://compute.googleapis.com'])(
  'endpoint %s',
  (text) => {
    expect(parseEndpoint(text).href).toBe(new URL(text).href);
  },
);

test.each(['127.0.0.1:8080', 'localhost:8080', 'ftp://h', 'http://h/compute/v1', 'http://', 'http://h:99999'])(
  'endpoint %s is refused',
  (text) => expect(() => parseEndpoint(text)).toThrow('such as http://127.0.0.1:8080'),
);
