import { describe, expect, test } from 'vitest';
import { projectWithManager, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';

const GLOBAL = 'global/healthChecks';
const REGIONAL = 'regions/us-central1/healthChecks';

function stored(body: object, collection = GLOBAL): JsonObject {
  const project = testProject();
  project.make('POST', collection, { name: 'h', ...body });
  return project.get(`${collection}/h`);
}

const MESSAGES = {
  HTTP: ['httpHealthCheck', { port: 80, requestPath: '/', proxyHeader: 'NONE' }],
  HTTPS: ['httpsHealthCheck', { port: 443, requestPath: '/', proxyHeader: 'NONE' }],
  HTTP2: ['http2HealthCheck', { port: 443, requestPath: '/', proxyHeader: 'NONE' }],
  TCP: ['tcpHealthCheck', { port: 80, proxyHeader: 'NONE' }],
  SSL: ['sslHealthCheck', { port: 443, proxyHeader: 'NONE' }],
  GRPC: ['grpcHealthCheck', {}],
  GRPC_WITH_TLS: ['grpcTlsHealthCheck', {}],
} as const;
const types = Object.entries(MESSAGES).map(([type, [field, message]]) => ({ type, field, message }));

const portOf = (message: object): unknown => stored({ type: 'HTTP', httpHealthCheck: message })['httpHealthCheck'];

describe('a health check', () => {
  test.each(types)('of type $type has the message of its type, and how often it probes', ({ type, field, message }) => {
    const check = stored({ type });
    expect(check).toEqual({
      kind: 'compute#healthCheck',
      id: expect.stringMatching(/^\d+$/),
      creationTimestamp: expect.any(String),
      name: 'h',
      type,
      checkIntervalSec: 5,
      timeoutSec: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      [field]: message,
      selfLink: 'https://www.googleapis.com/compute/v1/projects/p1/global/healthChecks/h',
    });
  });

  test.each(types)('$type: what was sent stays', ({ type, field }) => {
    const isGrpc = type.startsWith('GRPC');
    const sent = isGrpc ? { port: 5, grpcServiceName: 's' } : { port: 5, proxyHeader: 'PROXY_V1' };
    expect(stored({ type, [field]: sent, checkIntervalSec: 9, description: 'd' })).toMatchObject({
      [field]: sent,
      checkIntervalSec: 9,
      description: 'd',
    });
  });

  test('of a region names it', () => {
    expect(stored({ type: 'TCP' }, REGIONAL)).toMatchObject({
      region: 'https://www.googleapis.com/compute/v1/projects/p1/regions/us-central1',
      selfLink: expect.stringContaining('/regions/us-central1/healthChecks/h'),
    });
  });

  test('has a port unless it probes the one that is served, or one by name', () => {
    expect(portOf({ portSpecification: 'USE_FIXED_PORT' })).toMatchObject({
      port: 80,
      portSpecification: 'USE_FIXED_PORT',
    });
    expect(portOf({ portSpecification: 'USE_SERVING_PORT' })).not.toHaveProperty('port');
    expect(portOf({ portSpecification: 'USE_NAMED_PORT', portName: 'x' })).not.toHaveProperty('port');
    expect(portOf({})).not.toHaveProperty('portSpecification');
  });

  test('has no fingerprint', () => {
    expect(stored({ type: 'TCP' })).not.toHaveProperty('fingerprint');
  });
});

describe('a health check is refused', () => {
  test.each([
    [
      { timeoutSec: 15, checkIntervalSec: 10 },
      'resource.timeoutSec',
      '15',
      'TimeoutSec should be less than checkIntervalSec.',
    ],
    [{ checkIntervalSec: 0, timeoutSec: 1 }, 'resource.checkIntervalSec', '0', ''],
    [{ checkIntervalSec: 301 }, 'resource.checkIntervalSec', '301', ''],
    [{ timeoutSec: 0 }, 'resource.timeoutSec', '0', ''],
    [{ healthyThreshold: 0 }, 'resource.healthyThreshold', '0', ''],
    [{ healthyThreshold: 11 }, 'resource.healthyThreshold', '11', ''],
    [{ unhealthyThreshold: -1 }, 'resource.unhealthyThreshold', '-1', ''],
    [{ unhealthyThreshold: 11 }, 'resource.unhealthyThreshold', '11', ''],
    [{ httpHealthCheck: { port: 0 } }, 'resource.httpHealthCheck.port', '0', ''],
    [{ httpHealthCheck: { port: 65_536 } }, 'resource.httpHealthCheck.port', '65536', ''],
    [
      { httpHealthCheck: { port: 80, portSpecification: 'USE_SERVING_PORT' } },
      'resource.httpHealthCheck.port',
      '80',
      '',
    ],
    [{ httpHealthCheck: { requestPath: 'health' } }, 'resource.httpHealthCheck.requestPath', 'health', ''],
    [{ httpHealthCheck: { response: 'ü' } }, 'resource.httpHealthCheck.response', 'ü', ''],
    [{ type: 'GOPHER' }, 'resource.type', 'GOPHER', ''],
    [{ sourceRegions: ['us-central1', 'us-east1'] }, 'resource.sourceRegions', '', ''],
    [
      { sourceRegions: ['us-central1', 'us-east1', 'europe-west1'], checkIntervalSec: 29 },
      'resource.checkIntervalSec',
      '29',
      '',
    ],
  ])('with %j', (body, field, value, explanation) => {
    const project = testProject();
    const told = project.refused('POST', GLOBAL, { name: 'h', type: 'HTTP', ...body });
    expect(told).toMatchObject({ status: 400, reason: 'invalid' });
    expect(told.message).toContain(`Invalid value for field '${field}': '${value}'. `);
    expect(told.message).toContain(explanation);
    project.make('POST', GLOBAL, { name: 'h', type: 'HTTP' });
    expect(project.refused('PATCH', `${GLOBAL}/h`, body).status).toBe(400);
  });

  test.each([
    ['POST', GLOBAL, { name: 'i', type: 'TCP', httpHealthCheck: { port: 80 } }],
    ['PUT', `${GLOBAL}/h`, { name: 'h', type: 'SSL', sslHealthCheck: {}, tcpHealthCheck: {} }],
    ['PATCH', `${GLOBAL}/h`, { tcpHealthCheck: { port: 81 } }],
  ])('with the message of another type: %s', (method, path, body) => {
    const project = testProject();
    project.make('POST', GLOBAL, { name: 'h', type: 'HTTP' });
    expect(project.refused(method, path, body)).toMatchObject({
      status: 400,
      reason: 'invalid',
      message: expect.stringMatching(
        /'resource\.(?:http|tcp)HealthCheck'.*the type of the health check, (?:TCP|SSL|HTTP)\.$/,
      ),
    });
  });

  test('without a type', () => {
    for (const body of [{ name: 'h' }, { name: 'h', type: '' }, { name: 'h', tcpHealthCheck: {} }]) {
      expect(testProject().refused('POST', GLOBAL, body)).toMatchObject({
        status: 400,
        reason: 'required',
        message: "Required field 'resource.type' not specified",
      });
    }
  });

  test.each([
    { checkIntervalSec: 300, timeoutSec: 300, healthyThreshold: 10, unhealthyThreshold: 1 },
    { checkIntervalSec: 1, timeoutSec: 1 },
    { httpHealthCheck: { port: 65_535, response: 'x'.repeat(1024) } },
  ])('and not with the utmost: %j', (body) => {
    expect(stored({ type: 'HTTP', ...body })).toMatchObject(body);
  });
});

describe('changing a health check', () => {
  test('another type has its own message, and the old one goes', () => {
    const project = testProject();
    project.make('POST', GLOBAL, { name: 'h', type: 'HTTP', httpHealthCheck: { port: 7 } });
    project.make('PATCH', `${GLOBAL}/h`, { type: 'TCP', tcpHealthCheck: { port: 9 } });
    const check = project.get(`${GLOBAL}/h`);
    expect(check).toMatchObject({ type: 'TCP', tcpHealthCheck: { port: 9 } });
    expect(check).not.toHaveProperty('httpHealthCheck');
  });

  test('PATCH merges, PUT returns to the defaults', () => {
    const project = testProject();
    project.make('POST', GLOBAL, {
      name: 'h',
      type: 'HTTP',
      httpHealthCheck: { port: 7, requestPath: '/x' },
      timeoutSec: 3,
    });
    project.make('PATCH', `${GLOBAL}/h`, { httpHealthCheck: { requestPath: '/y' } });
    expect(project.get(`${GLOBAL}/h`)).toMatchObject({
      timeoutSec: 3,
      httpHealthCheck: { port: 7, requestPath: '/y' },
    });
    project.make('PUT', `${GLOBAL}/h`, { name: 'h', type: 'HTTP' });
    expect(project.get(`${GLOBAL}/h`)).toMatchObject({
      timeoutSec: 5,
      httpHealthCheck: { port: 80, requestPath: '/' },
    });
  });
});

const refusalWith = (loadBalancingScheme: string): string => {
  const project = testProject();
  project.make('POST', GLOBAL, { name: 'h', type: 'TCP' });
  project.make('POST', 'global/backendServices', { name: 'b', loadBalancingScheme, healthChecks: [`${GLOBAL}/h`] });
  return project.refused('DELETE', `${GLOBAL}/h`).message;
};

test('in use, it is named by its path, or by the internal name that managed services show', () => {
  expect(refusalWith('EXTERNAL')).toBe(
    "The health_check resource 'projects/p1/global/healthChecks/h' is already being used by 'projects/p1/global/backendServices/b'",
  );
  expect(refusalWith('EXTERNAL_MANAGED')).toMatch(
    /^The health_check resource 'GLOBAL:global\/PROJECT:\d+\/HEALTH_CHECK:h' is already being used by 'GLOBAL:global\/PROJECT:\d+\/BACKEND_SERVICE:b'$/,
  );
});

describe('a health check with regions of its own to probe from', () => {
  const sourced = (more: object = {}): object => ({
    name: 'h',
    type: 'TCP',
    checkIntervalSec: 30,
    sourceRegions: ['us-central1', 'us-east1', 'europe-west1'],
    ...more,
  });

  test.each([
    [GLOBAL, { type: 'SSL' }, "'resource.type': 'SSL'"],
    [GLOBAL, { tcpHealthCheck: { request: 'ping' } }, "'resource.tcpHealthCheck.request': 'ping'"],
    [GLOBAL, { tcpHealthCheck: { proxyHeader: 'PROXY_V1' } }, "'resource.tcpHealthCheck.proxyHeader': 'PROXY_V1'"],
    [GLOBAL, { sourceRegions: ['us-central1', 'us-east1', 'atlantis'] }, "'resource.sourceRegions[2]': 'atlantis'"],
    ['regions/us-east1/healthChecks', {}, "'resource.sourceRegions'"],
  ])('%s is not made with %j', (collection, more, message) => {
    expect(testProject().refusal('POST', collection, sourced(more))).toContain(message);
  });

  test('is for no backend service and no manager', () => {
    const project = projectWithManager();
    project.make('POST', GLOBAL, sourced());
    const body = { name: 'b', healthChecks: ['global/healthChecks/h'] };
    expect(project.refusal('POST', 'global/backendServices', body)).toContain('cannot be used with a backend service');
    const autoHealingPolicies = [{ healthCheck: 'global/healthChecks/h' }];
    expect(project.refusal('PATCH', `${ZONE}/instanceGroupManagers/m`, { autoHealingPolicies })).toContain(
      "'resource.autoHealingPolicies[0].healthCheck'",
    );
  });
});
