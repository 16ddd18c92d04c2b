import type { BackendService } from '@gcepool/api';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import { describeOwned } from './names/description.ts';
import type { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import type { PoolEvent } from './pool-event.ts';
import { checkNames, serviceNames, testPool } from './test-pool.test-support.ts';

/* What an entry of the desired list can say, beyond its nodePort. */

let cloud: InMemoryCloud;
let pool: Backends;
const service = (): Promise<BackendService> => cloud.getBackendService('k8s-be-80');

beforeEach(() => {
  ({ cloud, pool } = testPool());
});

test('a key is namespace, name and port in one', async () => {
  await pool.add({ nodePort: 80, key: 'shop/cart/http' });
  expect(JSON.parse((await service()).description ?? '')).toEqual({
    'gcepool/cluster': '',
    'gcepool/version': '1',
    'kubernetes.io/service-name': 'shop/cart',
    'kubernetes.io/service-port': 'http',
  });
});

test.each([
  ['HTTP', 'HTTP', 'httpHealthCheck', 'RATE'],
  ['HTTPS', 'HTTPS', 'httpsHealthCheck', 'RATE'],
  ['HTTP2', 'HTTP2', 'http2HealthCheck', 'RATE'],
  ['H2C', 'TCP', 'tcpHealthCheck', 'RATE'],
  ['GRPC', 'GRPC', 'grpcHealthCheck', 'RATE'],
  ['TCP', 'TCP', 'tcpHealthCheck', 'CONNECTION'],
  ['SSL', 'SSL', 'sslHealthCheck', 'CONNECTION'],
] as const)('a port that speaks %s has a check of type %s and balances by %s', async (protocol, type, field, mode) => {
  await pool.add({ nodePort: 80, protocol });
  await expect(service()).resolves.toMatchObject({ protocol, backends: [{ balancingMode: mode }] });
  await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject({ type, [field]: { port: 80 } });
  cloud.calls.length = 0;
  await pool.add({ nodePort: 80, protocol });
  expect(cloud.mutations).toBe(0);
});

describe('settings in GCE’s own words', () => {
  const backendService = {
    timeoutSec: 77,
    connectionDraining: { drainingTimeoutSec: 60 },
    sessionAffinity: 'GENERATED_COOKIE',
    affinityCookieTtlSec: 50,
    enableCDN: true,
    cdnPolicy: { cacheMode: 'CACHE_ALL_STATIC', cacheKeyPolicy: { includeHost: true } },
    iap: { enabled: true, oauth2ClientId: 'id', oauth2ClientSecret: 'secret' },
    customRequestHeaders: ['X-Country: {client_region}'],
    logConfig: { enable: true, sampleRate: 0.5 },
    localityLbPolicy: 'LEAST_REQUEST',
    loadBalancingScheme: 'EXTERNAL_MANAGED',
    // Newer than this package.
    someFieldOfTomorrow: { deep: ['untouched'] },
  };

  test('go into a new backend service as they are, and make no difference afterwards', async () => {
    await pool.add({ nodePort: 80, backendService });
    await expect(service()).resolves.toMatchObject(backendService);
    cloud.calls.length = 0;
    await pool.add({ nodePort: 80, backendService });
    expect(cloud.mutations).toBe(0);
  });

  test('are repaired in one patch that carries nothing else', async () => {
    await pool.add({ nodePort: 80 });
    const { fingerprint } = await service();
    const bodies: unknown[] = [];
    cloud.refuse = (call, body) => void (call.startsWith('patch') && bodies.push(body));
    await pool.add({ nodePort: 80, backendService: { timeoutSec: 77, logConfig: { enable: true } } });
    expect(bodies).toEqual([
      {
        description: expect.stringContaining('"gcepool/settings":"timeoutSec logConfig.enable"'),
        fingerprint,
        timeoutSec: 77,
        logConfig: { enable: true },
      },
    ]);
  });

  test('leave what they do not speak of, also deep inside', async () => {
    await pool.add(80);
    const { fingerprint } = await service();
    const byHand = { cdnPolicy: { cacheMode: 'USE_ORIGIN_HEADERS', defaultTtl: 7 }, timeoutSec: 99 };
    await cloud.patchBackendService('k8s-be-80', { ...byHand, ...(fingerprint === undefined ? {} : { fingerprint }) });
    await pool.add({ nodePort: 80, backendService: { cdnPolicy: { cacheMode: 'CACHE_ALL_STATIC' } } });
    await expect(service()).resolves.toMatchObject({
      cdnPolicy: { cacheMode: 'CACHE_ALL_STATIC', defaultTtl: 7 },
      timeoutSec: 99,
    });
  });

  test('that are the pool’s own business are refused', async () => {
    // Callers without types can pass anything.
    const port = { nodePort: 80, backendService: { backends: [] } } as unknown as { nodePort: number };
    await expect(pool.add(port)).rejects.toThrow('backendService.backends is not given by hand: use balancing');
  });

  test('a security policy is put before the service by its own call; empty takes it away, absent leaves it', async () => {
    const securityPolicy = cloud.link('global/securityPolicies/armor');
    await pool.add({ nodePort: 80, backendService: { securityPolicy } });
    await expect(service()).resolves.toMatchObject({ securityPolicy });
    cloud.calls.length = 0;
    await pool.add({ nodePort: 80, backendService: { securityPolicy } });
    await pool.add(80);
    expect(cloud.mutations).toBe(0);
    await pool.add({ nodePort: 80, backendService: { securityPolicy: '' } });
    await expect(service()).resolves.not.toHaveProperty('securityPolicy');
  });
});

describe('balancing of one port', () => {
  test('is what is asked for, also of backends there are, with one target at a time', async () => {
    await pool.add(80);
    const balancing = { balancingMode: 'RATE', maxRate: 500, capacityScaler: 0.5 } as const;
    await pool.add({ nodePort: 80, balancing });
    await expect(service()).resolves.toMatchObject({ backends: [balancing] });
    expect((await service()).backends?.[0]).not.toHaveProperty('maxRatePerInstance');
    cloud.calls.length = 0;
    await pool.add({ nodePort: 80, balancing });
    expect(cloud.mutations).toBe(0);
  });

  test('leaves the backends of others', async () => {
    await pool.add(80);
    await cloud.createInstanceGroup({ name: 'mine' }, 'zone-a');
    const { backends = [], ...rest } = await service();
    const mine = { group: cloud.link('zones/zone-a/instanceGroups/mine'), balancingMode: 'UTILIZATION' };
    await cloud.updateBackendService({ ...rest, backends: [...backends, mine] });
    await pool.add({ nodePort: 80, balancing: { balancingMode: 'RATE', maxRate: 500 } });
    await expect(service()).resolves.toMatchObject({ backends: [{ maxRate: 500 }, mine] });
  });
});

describe('health checks', () => {
  const probe = { httpGet: { path: '/probe' }, periodSeconds: 5 };
  const tuned = { checkIntervalSec: 7, httpHealthCheck: { port: 80, requestPath: '/mine' } };

  test('adopt: what was set by hand stays, and the plan says so', async () => {
    await pool.add(80);
    await cloud.patchHealthCheck('k8s-be-80', tuned);
    await pool.add({ nodePort: 80, readinessProbe: probe });
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject(tuned);
    await expect(pool.plan([{ nodePort: 80, readinessProbe: probe }])).resolves.toMatchObject({
      waves: [],
      notices: [{ about: 'healthChecks/k8s-be-80', message: expect.stringContaining('checkIntervalSec') }],
    });
  });

  test('enforce: what was set by hand goes, and what nobody speaks of stays', async () => {
    ({ cloud, pool } = testPool({ healthChecks: 'enforce' }));
    await pool.add(80);
    await cloud.patchHealthCheck('k8s-be-80', { ...tuned, logConfig: { enable: true } });
    await pool.add({ nodePort: 80, readinessProbe: probe });
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject({
      checkIntervalSec: 65,
      httpHealthCheck: { requestPath: '/probe' },
      logConfig: { enable: true },
    });
  });

  test('own fields win over probe, hand and policy', async () => {
    const healthCheck = { checkIntervalSec: 11, httpHealthCheck: { requestPath: '/own' } };
    await pool.add({ nodePort: 80, readinessProbe: probe, healthCheck });
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject({
      checkIntervalSec: 11,
      httpHealthCheck: { port: 80, requestPath: '/own' },
    });
    await cloud.patchHealthCheck('k8s-be-80', tuned);
    await pool.add({ nodePort: 80, healthCheck });
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject(healthCheck);
  });

  test('may be of a type of their own', async () => {
    await pool.add({ nodePort: 80, healthCheck: { type: 'TCP' } });
    const check = await cloud.getHealthCheck('k8s-be-80');
    expect(check).toMatchObject({ type: 'TCP', tcpHealthCheck: { port: 80 } });
    expect(check).not.toHaveProperty('httpHealthCheck');
  });
});

describe('a regional scope', () => {
  const scope = 'regions/us-central1' as const;

  test('puts service and check into the region, and three lists still do', async () => {
    await pool.sync([{ nodePort: 80, scope, backendService: { loadBalancingScheme: 'INTERNAL_MANAGED' } }, 81]);
    expect([...cloud.state.services.keys(), ...cloud.state.checks.keys()]).toEqual([
      'regions/us-central1/backendServices/k8s-be-80',
      'global/backendServices/k8s-be-81',
      'regions/us-central1/healthChecks/k8s-be-80',
      'global/healthChecks/k8s-be-81',
    ]);
    cloud.calls.length = 0;
    await pool.sync([{ nodePort: 80, scope }, 81]);
    expect(cloud.calls).toEqual([
      'listReachableBackendServices',
      'listReachableHealthChecks',
      'listReachableInstanceGroups',
      'listZones',
    ]);
  });

  test('that changes leaves nothing behind', async () => {
    ({ cloud, pool } = testPool({ regions: true }));
    await pool.reconcile([80]);
    await pool.reconcile([{ nodePort: 80, scope }]);
    expect([...cloud.state.services.keys()]).toEqual(['regions/us-central1/backendServices/k8s-be-80']);
    await pool.reconcile([80]);
    expect([...cloud.state.services.keys()]).toEqual(['global/backendServices/k8s-be-80']);
    expect([...cloud.state.checks.keys()]).toEqual(['global/healthChecks/k8s-be-80']);
  });

  test('goes with delete and shutdown', async () => {
    ({ cloud, pool } = testPool({ regions: true }));
    await pool.sync([
      { nodePort: 80, scope },
      { nodePort: 81, scope },
    ]);
    await pool.delete(80);
    await pool.shutdown();
    expect([...cloud.state.services, ...cloud.state.checks, ...cloud.state.groups]).toEqual([]);
  });
});

test('network endpoint groups are reached in place of instance groups, and need no named ports', async () => {
  const networkEndpointGroups = ['a', 'b'].map((zone) => cloud.link(`zones/${zone}/networkEndpointGroups/neg`));
  const port = { nodePort: 80, networkEndpointGroups };
  await pool.add(port);
  await expect(service()).resolves.toMatchObject({
    backends: networkEndpointGroups.map((group) => ({ group, balancingMode: 'RATE', maxRatePerEndpoint: 1 })),
  });
  await expect(cloud.listInstanceGroups()).resolves.toEqual([]);
  await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject({
    httpHealthCheck: { portSpecification: 'USE_SERVING_PORT' },
    checkIntervalSec: 15,
    unhealthyThreshold: 2,
  });
  cloud.calls.length = 0;
  await pool.add(port);
  expect(cloud.mutations).toBe(0);
});

describe('ownership', () => {
  const foreign = describeOwned('another', undefined);

  test('what is marked for another cluster is never touched, and reported; others go on', async () => {
    await cloud.createHealthCheck({ name: 'k8s-be-81', type: 'HTTP', description: foreign });
    await expect(pool.reconcile([80, 81])).rejects.toMatchObject({
      errors: [
        { nodePort: 81, message: expect.stringMatching(/healthChecks\/k8s-be-81 is not of this pool.*another/) },
      ],
    });
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
    await expect(pool.reconcile([])).resolves.toMatchObject({ notices: [{ about: 'global/healthChecks/k8s-be-81' }] });
    await expect(checkNames(cloud)).resolves.toEqual(['k8s-be-81']);
  });

  test('what bears no mark is adopted by name, and marked', async () => {
    await cloud.createBackendService({ name: 'k8s-be-80', description: '{"kubernetes.io/service-name":"shop/cart"}' });
    await pool.add(80);
    expect(JSON.parse((await service()).description ?? '')).toEqual({
      'kubernetes.io/service-name': 'shop/cart',
      'gcepool/cluster': '',
      'gcepool/version': '1',
    });
  });

  test('or never, where that is the policy', async () => {
    ({ cloud, pool } = testPool({ adopt: 'never', resyncWithCloud: true }));
    await cloud.createBackendService({ name: 'k8s-be-80' });
    await pool.add(81);
    await expect(pool.add(80)).rejects.toThrow("says nothing of a cluster, and adopt is 'never'");
    await pool.shutdown();
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
  });

  test.each(['create', 'patch'])('a rival who is faster with a %s: adopted if ours, refused if not', async (verb) => {
    if (verb === 'patch') await pool.add(80);
    const rival = (description: string): void => {
      cloud.refuse = (call) => {
        if (!call.startsWith(`${verb}BackendService`)) return undefined;
        cloud.refuse = () => undefined;
        cloud.state.services.set('global/backendServices/k8s-be-80', {
          name: 'k8s-be-80',
          description,
          timeoutSec: 5,
          fingerprint: 'rival',
        });
        return undefined;
      };
    };
    rival(foreign);
    await expect(pool.add({ nodePort: 80, protocol: 'HTTPS' })).rejects.toThrow('is not of this pool');
    await expect(service()).resolves.toMatchObject({ description: foreign, timeoutSec: 5 });
    cloud.state.services.delete('global/backendServices/k8s-be-80');
    if (verb === 'patch') await pool.add(80);
    rival(describeOwned('', undefined));
    await pool.add({ nodePort: 80, protocol: 'HTTPS' });
    await expect(service()).resolves.toMatchObject({ protocol: 'HTTPS', timeoutSec: 5 });
  });
});

test('drift is told of, once for each resource', async () => {
  const events: PoolEvent[] = [];
  ({ cloud, pool } = testPool({ onEvent: (event) => events.push(event) }));
  await pool.sync([80, 81]);
  await pool.sync([{ nodePort: 80, protocol: 'HTTPS' }, 81]);
  const drifts = events.flatMap((event) => (event.type === 'driftFound' ? [event.step.resource] : []));
  expect(drifts).toEqual(['global/healthChecks/k8s-be-80', 'global/backendServices/k8s-be-80']);
});
