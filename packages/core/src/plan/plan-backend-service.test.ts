import type { BackendService } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import { DEFAULT_BALANCING } from '../ports/balancing-mode.ts';
import { planBackendService } from './plan-backend-service.ts';
import type { BackendServiceSpec } from './spec.ts';

const link = (path: string): string => `https://compute.googleapis.com/compute/v1/projects/p/${path}`;
const oldLink = (path: string): string => `https://www.googleapis.com/compute/beta/projects/p/${path}`;
const [a, b] = [link('zones/a/instanceGroups/k8s-ig'), link('zones/b/instanceGroups/k8s-ig')];

const spec: BackendServiceSpec = {
  nodePort: 80,
  label: 'shop/cart:http (nodePort 80)',
  name: 'k8s-be-80',
  protocol: 'HTTP',
  service: { name: 'shop/cart', port: 'http' },
  healthCheck: link('global/healthChecks/k8s-be-80'),
  groups: [a, b],
  balancing: DEFAULT_BALANCING,
};
const description = '{"kubernetes.io/service-name":"shop/cart","kubernetes.io/service-port":"http"}';
const asDesired: BackendService = {
  name: 'k8s-be-80',
  fingerprint: 'f1',
  protocol: 'HTTP',
  port: 80,
  portName: 'port80',
  description,
  timeoutSec: 77,
  healthChecks: [spec.healthCheck],
  backends: [
    { group: a, balancingMode: 'RATE', maxRatePerInstance: 1 },
    { group: b, balancingMode: 'RATE', maxRatePerInstance: 1 },
  ],
};

describe('an absent backend service', () => {
  test('is made with everything in one body, RATE first and UTILIZATION in reserve', () => {
    const step = planBackendService(spec, undefined);
    const { fingerprint: _none, timeoutSec: _default, ...body } = asDesired;
    expect(step).toMatchObject({
      verb: 'create',
      reason: 'shop/cart:http (nodePort 80) has no backend service',
      needs: ['global/healthChecks/k8s-be-80', 'zones/a/instanceGroups/k8s-ig', 'zones/b/instanceGroups/k8s-ig'],
    });
    expect(step?.after).toEqual(body);
    const backends = [a, b].map((group) => ({ group, balancingMode: 'UTILIZATION' }));
    expect(step?.alternatives).toEqual([{ ...body, backends }]);
  });

  test('without zones has the name and number of its own port, and no choice of balancing', () => {
    const step = planBackendService({ ...spec, groups: [] }, undefined);
    expect(step?.after).toMatchObject({ port: 80, portName: 'port80', backends: [] });
    expect(step?.alternatives).toEqual([]);
  });

  test('of a bare port has no description', () => {
    const { service: _none, ...bare } = spec;
    expect(planBackendService(bare, undefined)?.after).not.toHaveProperty('description');
  });
});

const update = (existing: Partial<BackendService>, more: Partial<BackendServiceSpec> = {}) =>
  planBackendService({ ...spec, ...more }, { ...asDesired, ...existing });

describe('an existing backend service', () => {
  test('as spec needs nothing', () => {
    expect(update({})).toBeUndefined();
  });

  test('is as spec whatever host and API version its links have', () => {
    const backends = ['a', 'b'].map((zone) => ({ group: oldLink(`zones/${zone}/instanceGroups/k8s-ig`) }));
    expect(update({ backends, healthChecks: [oldLink('global/healthChecks/k8s-be-80')] })).toBeUndefined();
  });

  test('is as spec whatever foreign groups it reaches', () => {
    expect(update({ backends: [{ group: 'x' }, ...(asDesired.backends ?? [])] })).toBeUndefined();
  });

  test('of another protocol is changed', () => {
    const step = update({ protocol: 'HTTPS' });
    expect(step?.reason).toBe('shop/cart:http (nodePort 80) speaks HTTP, its backend service HTTPS');
    expect(step?.after).toEqual(asDesired);
  });

  test('with a default port name is repaired', () => {
    const step = update({ port: 80, portName: 'http' });
    expect(step?.reason).toBe('portName is http instead of port80');
    expect(step?.after).toEqual(asDesired);
  });

  test.each([
    [[], 'absent'],
    [[link('global/httpHealthChecks/k8s-be-80')], 'global/httpHealthChecks/k8s-be-80'],
    [[link('global/healthChecks/mine')], 'global/healthChecks/mine'],
  ])('with health checks %j is given its own', (healthChecks, named) => {
    const step = update({ healthChecks });
    expect(step?.reason).toBe(`its health check is ${named} instead of global/healthChecks/k8s-be-80`);
    expect(step?.after).toEqual(asDesired);
  });

  test('with another description is described anew, unless the port is bare', () => {
    const step = update({ description: 'by hand' });
    expect(step?.reason).toBe('its description does not say shop/cart:http (nodePort 80)');
    expect(step?.after).toEqual(asDesired);
    const { service: _none, ...bare } = spec;
    expect(planBackendService(bare, { ...asDesired, description: 'by hand' })).toBeUndefined();
  });

  test('reaches a new zone with a balancing mode, and keeps what it has', () => {
    const backends = [{ group: a, balancingMode: 'RATE', maxRate: 50 }, { group: 'x' }];
    const step = update({ backends });
    expect(step?.reason).toBe('shop/cart:http (nodePort 80) does not reach zones/b/instanceGroups/k8s-ig');
    expect(step?.after.backends).toEqual([...backends, { group: b, balancingMode: 'RATE', maxRatePerInstance: 1 }]);
    expect(step?.alternatives.map((body) => body.backends)).toEqual([
      [...backends, { group: b, balancingMode: 'UTILIZATION' }],
    ]);
  });

  test('with several differences gets one update with all of them and the fingerprint as read', () => {
    const step = update({ protocol: 'HTTPS', portName: 'http', healthChecks: [], description: '', backends: [] });
    expect(step?.after).toEqual(asDesired);
    expect(step?.after.fingerprint).toBe('f1');
    expect(step?.reason.split('; ')).toHaveLength(5);
  });

  test('has no choice of balancing where no group is added', () => {
    expect(update({ protocol: 'HTTPS' })?.alternatives).toEqual([]);
  });
});
