import { expect, test } from 'vitest';
import type { JsonDraft, JsonObject } from '../kernel/json.ts';
import { completeDurations } from './duration.ts';

test('durations have both their parts, however deep they are', () => {
  const service: JsonDraft = {
    consistentHash: { httpCookie: { name: 'c', ttl: { nanos: 5 } } },
    maxStreamDuration: {},
    outlierDetection: { interval: { seconds: '3' }, consecutiveErrors: 7 },
    timeoutSec: 30,
  };
  completeDurations(service, 'BackendService');
  expect(service).toEqual({
    consistentHash: { httpCookie: { name: 'c', ttl: { seconds: '0', nanos: 5 } } },
    maxStreamDuration: { seconds: '0', nanos: 0 },
    outlierDetection: { interval: { seconds: '3', nanos: 0 }, consecutiveErrors: 7 },
    timeoutSec: 30,
  });
});

test('and in lists', () => {
  const timeout = (seconds: string): JsonObject => ({ routeAction: { timeout: { seconds } } });
  const map: JsonDraft = { pathMatchers: [{ name: 'pm', pathRules: [timeout('1'), {}] }] };
  completeDurations(map, 'UrlMap');
  expect(map).toEqual({
    pathMatchers: [{ name: 'pm', pathRules: [{ routeAction: { timeout: { seconds: '1', nanos: 0 } } }, {}] }],
  });
});

test('what is no duration is left alone', () => {
  const service: JsonDraft = { maxStreamDuration: 'x', connectionDraining: { drainingTimeoutSec: 1 } };
  completeDurations(service, 'BackendService');
  expect(service).toEqual({ maxStreamDuration: 'x', connectionDraining: { drainingTimeoutSec: 1 } });
});
