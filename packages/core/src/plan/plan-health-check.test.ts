import type { HealthCheck } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import { newHealthCheck } from '../health/new-health-check.ts';
import { planHealthCheck } from './plan-health-check.ts';
import type { Protocol } from '../ports/protocol.ts';

const spec = (protocol: Protocol) => ({
  nodePort: 80,
  label: 'nodePort 80',
  protocol,
  check: newHealthCheck({ nodePort: 80, protocol }, 'k8s-be-80', '/'),
});
const byHand: HealthCheck = {
  name: 'k8s-be-80',
  type: 'HTTP',
  description: 'tuned by hand',
  checkIntervalSec: 7,
  timeoutSec: 3,
  healthyThreshold: 4,
  unhealthyThreshold: 5,
  logConfig: { enable: true },
  httpHealthCheck: { port: 8080, requestPath: '/mine', host: 'a.example', response: 'ok' },
};

test('an absent check is made as spec', () => {
  expect(planHealthCheck(spec('HTTP'), undefined)).toMatchObject({
    verb: 'create',
    resource: 'global/healthChecks/k8s-be-80',
    reason: 'nodePort 80 has no health check',
    after: spec('HTTP').check,
  });
});

describe('settings made by hand are kept', () => {
  test('all of them, while the type is right', () => {
    expect(planHealthCheck(spec('HTTP'), byHand)).toBeUndefined();
  });

  test('when the type changes', () => {
    const step = planHealthCheck(spec('HTTPS'), byHand);
    const { httpHealthCheck, ...rest } = byHand;
    expect(step).toMatchObject({ verb: 'update', reason: 'nodePort 80 speaks HTTPS, its health check HTTP' });
    expect(step?.after).toEqual({ ...rest, type: 'HTTPS', httpsHealthCheck: httpHealthCheck });
  });
});

test('a TCP check becomes an HTTP check with default path', () => {
  const { httpHealthCheck: _none, ...rest } = byHand;
  const tcp = { ...rest, type: 'TCP', tcpHealthCheck: { port: 80 } } as const;
  const { tcpHealthCheck: _gone, ...kept } = tcp;
  expect(planHealthCheck(spec('HTTP2'), tcp)?.after).toEqual({
    ...kept,
    type: 'HTTP2',
    http2HealthCheck: { port: 80, requestPath: '/' },
  });
});
