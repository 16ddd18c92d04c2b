import { describe, expect, test } from 'vitest';
import { refusedSentence } from '../remarks/refused-item.ts';
import { remarkLines } from '../remarks/remark.ts';
import { listed } from '../objects/listed.test-support.ts';
import { servicePortsAmong } from './service-ports.ts';

const key = 'cloud.google.com/backend-config';
const service = (annotations: object, rest: object = {}) => ({
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop', annotations },
  spec: {
    type: 'NodePort',
    ports: [
      { name: 'http', port: 80, nodePort: 30_001, ...rest },
      { name: 'admin', port: 81, nodePort: 30_002 },
    ],
  },
});
const config = (spec: object, name = 'web') => ({ kind: 'BackendConfig', metadata: { name, namespace: 'shop' }, spec });
const plain = {
  kind: 'Service',
  metadata: { name: 'plain' },
  spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30_999 }] },
};

function outcome(...items: readonly object[]) {
  const { ports, remarks, refused } = servicePortsAmong(listed([...items, plain], 'all.json'));
  const own = ports.filter(({ nodePort }) => nodePort !== 30_999);
  return { ports: own, lines: [...remarkLines(remarks), ...refused.map((item) => refusedSentence(item))] };
}
/** What the first port is set to by a BackendConfig for all. */
function settingsOf(spec: object, rest: object = {}) {
  const { ports, lines } = outcome(service({ [key]: '{"default":"web"}' }, rest), config(spec));
  const { backendService, healthCheck } = ports[0] ?? {};
  return { ...(backendService && { backendService }), ...(healthCheck && { healthCheck }), lines };
}

describe('BackendConfigName: which counts for a port', () => {
  const timeouts = (annotations: object) =>
    outcome(service(annotations), config({ timeoutSec: 1 }, 'a'), config({ timeoutSec: 2 }, 'b')).ports.map(
      ({ backendService }) => backendService?.timeoutSec,
    );

  test.each([
    ['default', { [key]: '{"default":"a"}' }, [1, 1]],
    ['the name of the port', { [key]: '{"ports":{"http":"a"}}' }, [1, undefined]],
    ['its number', { [key]: '{"ports":{"81":"b"},"default":"a"}' }, [1, 2]],
    ['the name before the number', { [key]: '{"ports":{"80":"b","http":"a"}}' }, [1, undefined]],
    ['getBackendConfigAnnotation: beta', { [`beta.${key}`]: '{"default":"a"}' }, [1, 1]],
    [
      'getBackendConfigAnnotation: v1 before beta',
      { [key]: '{"default":"b"}', [`beta.${key}`]: '{"default":"a"}' },
      [2, 2],
    ],
  ])('%s', (_, annotations, expected) => {
    expect(timeouts(annotations)).toEqual(expected);
  });

  test('one that is not given is told, and the port served', () => {
    const { ports, lines } = outcome(service({ [key]: '{"ports":{"http":"other"}}' }), config({}));
    expect(ports).toHaveLength(2);
    expect(lines).toEqual([
      'note: shop/web:http asks for the BackendConfig shop/other, which was not found: what it would set stays as it is',
    ]);
  });

  test('a port that there is not is told', () => {
    const { lines } = outcome(service({ [key]: '{"ports":{"htpt":"web"}}' }), config({}));
    expect(lines).toEqual(['note: shop/web has a BackendConfig annotated for port "htpt", and no such port']);
  });

  test.each([
    ['ErrBackendConfigInvalidJSON', 'web', 'is not a JSON object such as {"default":"my-config"}'],
    ['ErrBackendConfigInvalidJSON', '{"ports":["web"]}', 'is not a JSON object such as {"default":"my-config"}'],
    ['ErrBackendConfigNoneFound', '{}', 'names no BackendConfig; write it as {"default":"my-config"}'],
  ])('%s: %s refuses its service alone', (_, annotation, message) => {
    expect(outcome(service({ [key]: annotation }))).toEqual({
      ports: [],
      lines: [
        `all.json item 1: service shop/web: annotation ${key} ${message}; nodePorts 30001, 30002 stay as they are`,
      ],
    });
  });
});

describe('what the pool sets', () => {
  test.each([
    ['EnsureTimeout', { timeoutSec: 40 }, { timeoutSec: 40 }],
    [
      'EnsureDraining',
      { connectionDraining: { drainingTimeoutSec: 60 } },
      { connectionDraining: { drainingTimeoutSec: 60 } },
    ],
    [
      'EnsureAffinity',
      { sessionAffinity: { affinityType: 'GENERATED_COOKIE', affinityCookieTtlSec: 50 } },
      { sessionAffinity: 'GENERATED_COOKIE', affinityCookieTtlSec: 50 },
    ],
    ['EnsureCustomRequestHeaders', { customRequestHeaders: { headers: ['X: 1'] } }, { customRequestHeaders: ['X: 1'] }],
    [
      'EnsureCustomResponseHeaders',
      { customResponseHeaders: { headers: ['Y: 2'] } },
      { customResponseHeaders: ['Y: 2'] },
    ],
    ['EnsureLogging', { logging: { enable: true, sampleRate: 0.5 } }, { logConfig: { enable: true, sampleRate: 0.5 } }],
    ['EnsureLogging: a rate that is left out stays', { logging: { enable: true } }, { logConfig: { enable: true } }],
    [
      'EnsureLogging: off has no rate',
      { logging: { enable: false, sampleRate: 0.5 } },
      { logConfig: { enable: false } },
    ],
    [
      'EnsureSecurityPolicy',
      { securityPolicy: { name: 'armour' } },
      { securityPolicy: 'global/securityPolicies/armour' },
    ],
    ['EnsureSecurityPolicy: an empty name takes it away', { securityPolicy: { name: '' } }, { securityPolicy: '' }],
    ['EnsureIAP without credentials', { iap: { enabled: true } }, { iap: { enabled: true } }],
    ['EnsureCDN', { cdn: { enabled: false, cacheMode: 'CACHE_ALL_STATIC' } }, { enableCDN: false }],
    [
      'EnsureCDN: a cache policy leaves out what is false',
      {
        cdn: {
          enabled: true,
          cacheMode: 'FORCE_CACHE_ALL',
          maxTtl: 5,
          defaultTtl: 3,
          cachePolicy: { includeHost: true, queryStringWhitelist: ['q'] },
          signedUrlCacheMaxAgeSec: 9,
          negativeCachingPolicy: [{ code: 404, ttl: 7 }],
          bypassCacheOnRequestHeaders: [{ headerName: 'Pragma' }],
        },
      },
      {
        enableCDN: true,
        cdnPolicy: {
          cacheMode: 'FORCE_CACHE_ALL',
          defaultTtl: 3,
          cacheKeyPolicy: { includeHost: true, includeProtocol: false, includeQueryString: false },
          signedUrlCacheMaxAgeSec: '9',
          negativeCachingPolicy: [{ code: 404, ttl: 7 }],
          bypassCacheOnRequestHeaders: [{ headerName: 'Pragma' }],
        },
      },
    ],
    [
      'EnsureCDN: with USE_ORIGIN_HEADERS no time is sent',
      {
        cdn: {
          enabled: true,
          cacheMode: 'USE_ORIGIN_HEADERS',
          clientTtl: 1,
          defaultTtl: 2,
          maxTtl: 3,
          serveWhileStale: 4,
        },
      },
      { enableCDN: true, cdnPolicy: { cacheMode: 'USE_ORIGIN_HEADERS', serveWhileStale: 4 } },
    ],
  ])('%s', (_, spec, backendService) => {
    expect(settingsOf(spec)).toEqual({ backendService, lines: [] });
  });

  test.each([
    [
      'numbers',
      { checkIntervalSec: 15, timeoutSec: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
      { checkIntervalSec: 15, timeoutSec: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
    ],
    ['a path', { requestPath: '/healthz' }, { httpHealthCheck: { requestPath: '/healthz' } }],
    [
      'a port is a fixed one',
      { port: 15_020 },
      { httpHealthCheck: { port: 15_020, portSpecification: 'USE_FIXED_PORT' } },
    ],
    ['a type', { type: 'HTTPS', requestPath: '/x' }, { type: 'HTTPS', httpsHealthCheck: { requestPath: '/x' } }],
  ])('UpdateFromBackendConfig: %s', (_, healthCheck, expected) => {
    expect(settingsOf({ healthCheck })).toEqual({ healthCheck: expected, lines: [] });
  });

  test('a port that speaks H2C is asked by TCP, unless a type is given', () => {
    const h2c = { appProtocol: 'kubernetes.io/h2c' };
    expect(settingsOf({ healthCheck: { port: 9 } }, h2c).healthCheck).toEqual({
      tcpHealthCheck: { port: 9, portSpecification: 'USE_FIXED_PORT' },
    });
    expect(settingsOf({ healthCheck: { requestPath: '/x' } }, h2c).lines).toEqual([
      expect.stringContaining('give type HTTP, HTTPS or HTTP2 too'),
    ]);
  });
});

test.each([
  [
    { cdn: { enabled: true, signedUrlKeys: [{ keyName: 'k' }] } },
    { enableCDN: true },
    'has cdn.signedUrlKeys, which the pool does not add',
  ],
  [
    { iap: { enabled: true, oauthclientCredentials: { secretName: 's' } } },
    undefined,
    'has iap with OAuth credentials, which the pool does not set',
  ],
  [{ toString: {} }, undefined, 'has spec.toString, which the pool does not know'],
  [{ trafficDistribution: {} }, undefined, 'has spec.trafficDistribution, which the pool does not know'],
  [{ healthCheck: { gracePeriod: 3 } }, undefined, 'has spec.healthCheck.gracePeriod, which the pool does not know'],
])('what the pool does not set is told, once: %j', (spec, backendService, message) => {
  const { lines, ...settings } = settingsOf(spec);
  expect(settings).toMatchObject(backendService ? { backendService } : {});
  expect(lines).toEqual([expect.stringContaining(`note: BackendConfig shop/web ${message}`)]);
});

test.each([
  [
    'validateSessionAffinity',
    { sessionAffinity: { affinityType: 'HEADER' } },
    'affinityType is "HEADER"; use NONE, CLIENT_IP, GENERATED_COOKIE',
  ],
  [
    'validateSessionAffinity',
    { sessionAffinity: { affinityCookieTtlSec: 86_401 } },
    'affinityCookieTtlSec is 86401; use a number from 0 to 86400',
  ],
  ['validateLogging', { logging: { enable: true, sampleRate: 1.1 } }, 'sampleRate is 1.1; use a number from 0 to 1'],
  ['validateIAP', { iap: { enabled: true }, cdn: { enabled: true } }, 'iap and cdn cannot both be enabled'],
  ['merge', { healthCheck: { type: 'TCP' } }, 'type is "TCP"; use HTTP, HTTPS, HTTP2'],
  ['a text for a number', { timeoutSec: '30' }, 'timeoutSec is "30"; use a number from 0 on'],
  ['a list for an object', { logging: [] }, 'logging is []; use an object'],
  ['a text for a list', { customRequestHeaders: { headers: 'X' } }, 'headers is "X"; use a list of texts'],
  ['a text for a truth value', { cdn: { enabled: 'yes' } }, 'enabled is "yes"; use true or false'],
])('%s: what it cannot say refuses the services that use it: %j', (_, spec, message) => {
  expect(outcome(service({ [key]: '{"default":"web"}' }), config(spec))).toEqual({
    ports: [],
    lines: [
      `all.json item 1: service shop/web: BackendConfig shop/web: ${message}; nodePorts 30001, 30002 stay as they are`,
    ],
  });
});
