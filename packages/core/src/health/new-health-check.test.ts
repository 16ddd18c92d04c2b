import { describe, expect, test } from 'vitest';
import { newHealthCheck } from './new-health-check.ts';

test.each([
  ['HTTP', 'httpHealthCheck'],
  ['HTTPS', 'httpsHealthCheck'],
  ['HTTP2', 'http2HealthCheck'],
] as const)('a check of an %s port asks on the node port, patiently', (protocol, field) => {
  expect(newHealthCheck({ nodePort: 80, protocol }, 'k8s-be-80', '/')).toEqual({
    name: 'k8s-be-80',
    type: protocol,
    description: 'Default kubernetes L7 Loadbalancing health check.',
    checkIntervalSec: 60,
    timeoutSec: 60,
    healthyThreshold: 1,
    unhealthyThreshold: 10,
    [field]: { port: 80, requestPath: '/' },
  });
});

const follow = (readinessProbe: NonNullable<Parameters<typeof newHealthCheck>[0]['readinessProbe']>) =>
  newHealthCheck({ nodePort: 443, protocol: 'HTTPS', readinessProbe }, 'k8s-be-443', '/healthz');

describe('a check that follows a readiness probe', () => {
  test('keeps type and port, and takes path, host, period and timeout', () => {
    const probe = { httpGet: { path: '/my-special-path', host: 'a.example' }, periodSeconds: 10, timeoutSeconds: 3 };
    expect(follow(probe)).toMatchObject({
      type: 'HTTPS',
      checkIntervalSec: 70,
      timeoutSec: 3,
      healthyThreshold: 1,
      unhealthyThreshold: 10,
      httpsHealthCheck: { port: 443, requestPath: '/my-special-path', host: 'a.example' },
      description: 'Kubernetes L7 health check generated with readiness probe settings.',
    });
  });

  test.each([
    ['foo', '/foo'],
    ['/foo', '/foo'],
    ['', '/'],
  ])('asks for %j as %s', (path, requestPath) => {
    expect(follow({ httpGet: { path } }).httpsHealthCheck?.requestPath).toBe(requestPath);
  });

  test('asks for the default path where the probe names none', () => {
    expect(follow({ httpGet: {} }).httpsHealthCheck?.requestPath).toBe('/healthz');
    expect(follow({}).httpsHealthCheck?.requestPath).toBe('/healthz');
  });

  test('honours the Host header, before the host', () => {
    const httpHeaders = [
      { name: 'X-Other', value: 'x' },
      { name: 'host', value: 'b.example' },
    ];
    expect(follow({ httpGet: { host: 'a.example', httpHeaders } }).httpsHealthCheck?.host).toBe('b.example');
  });

  test('stays within what GCE allows', () => {
    expect(follow({ periodSeconds: 600, timeoutSeconds: 400 })).toMatchObject({
      checkIntervalSec: 300,
      timeoutSec: 300,
    });
  });
});
