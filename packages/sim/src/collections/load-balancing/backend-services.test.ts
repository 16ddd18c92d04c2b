import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { projectWithTargets, REGION, RULES } from '../../../test/load-balancer.ts';
import { testProject } from '../../../test/test-project.ts';
import { asString } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';

const GLOBAL = 'global/backendServices';
const REGIONAL = 'regions/us-central1/backendServices';

function stored(collection: string, body: object = {}, project: TestProject = testProject()): JsonObject {
  project.make('POST', collection, { name: 'b', ...body });
  return project.get(`${collection}/b`);
}

describe('the defaults of a backend service', () => {
  const common = {
    kind: 'compute#backendService',
    name: 'b',
    description: '',
    sessionAffinity: 'NONE',
    timeoutSec: 30,
    connectionDraining: { drainingTimeoutSec: 0 },
    id: expect.stringMatching(/^\d{19}$/),
    fingerprint: expect.stringMatching(/^[\w+/]{11}=$/),
    creationTimestamp: '2026-01-05T08:00:00.001-08:00',
  };
  const base = 'https://www.googleapis.com/compute/v1/projects/p1';

  test('global and external', () => {
    expect(stored(GLOBAL)).toEqual({
      ...common,
      affinityCookieTtlSec: 0,
      loadBalancingScheme: 'EXTERNAL',
      protocol: 'HTTP',
      port: 80,
      portName: 'http',
      enableCDN: false,
      selfLink: `${base}/global/backendServices/b`,
    });
  });

  test('internal and regional: no port, and TCP', () => {
    expect(stored(REGIONAL, { loadBalancingScheme: 'INTERNAL' })).toEqual({
      ...common,
      loadBalancingScheme: 'INTERNAL',
      protocol: 'TCP',
      region: `${base}/regions/us-central1`,
      selfLink: `${base}/regions/us-central1/backendServices/b`,
    });
  });

  test.each([
    [GLOBAL, 'EXTERNAL_MANAGED', { port: 80, portName: 'http', protocol: 'HTTP', enableCDN: false }],
    [GLOBAL, 'INTERNAL_SELF_MANAGED', { port: 80, portName: 'http', protocol: 'HTTP', enableCDN: undefined }],
    [REGIONAL, 'EXTERNAL_MANAGED', { port: 80, portName: 'http', protocol: 'HTTP', enableCDN: undefined }],
    [REGIONAL, 'INTERNAL_MANAGED', { port: 80, portName: 'http', protocol: 'HTTP', enableCDN: undefined }],
  ])('%s %s', (collection, loadBalancingScheme, expected) => {
    const { port, portName, protocol, enableCDN } = stored(collection, { loadBalancingScheme });
    expect({ port, portName, protocol, enableCDN }).toEqual(expected);
  });

  test.each(['HTTPS', 'HTTP2', 'TCP', 'SSL', 'GRPC'])('%s has port and name of HTTP as well', (protocol) => {
    expect(stored(GLOBAL, { protocol })).toMatchObject({ protocol, port: 80, portName: 'http' });
  });

  test('what was sent stays, and what is empty is not printed', () => {
    const sent = {
      description: 'mine',
      affinityCookieTtlSec: 7,
      connectionDraining: { drainingTimeoutSec: 5 },
      protocol: 'HTTPS',
      port: 443,
      portName: 'tls',
      sessionAffinity: 'CLIENT_IP',
      timeoutSec: 1,
      enableCDN: false,
    };
    const service = stored(GLOBAL, { ...sent, backends: [], healthChecks: null });
    expect(service).toMatchObject(sent);
    expect(service).not.toHaveProperty('backends');
    expect(service).not.toHaveProperty('healthChecks');
  });

  test('a fingerprint that was sent is ignored', () => {
    expect(stored(GLOBAL, { fingerprint: 'AAAAAAAAAAA=' })['fingerprint']).not.toBe('AAAAAAAAAAA=');
  });
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the secret of IAP never comes back, its SHA-256 does', () => {
  test('even when it is empty', () => {
    expect(stored(GLOBAL, { iap: { enabled: false, oauth2ClientId: '', oauth2ClientSecret: '' } })['iap']).toEqual({
      enabled: false,
      oauth2ClientId: '',
      oauth2ClientSecretSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    });
  });

  test('without iap there is none', () => {
    expect(stored(GLOBAL)).not.toHaveProperty('iap');
  });

  test('the hash stays while the secret is not sent again, and changes with it', () => {
    const project = testProject();
    const iap = (): JsonObject => project.get(`${GLOBAL}/b`)['iap'] as JsonObject; // an object, as the wire type says
    stored(GLOBAL, { iap: { enabled: true, oauth2ClientId: 'c', oauth2ClientSecret: 'one' } }, project);
    expect(iap()['oauth2ClientSecretSha256']).toBe(sha256('one'));
    project.make('PATCH', `${GLOBAL}/b`, { iap: { enabled: false } });
    expect(iap()).toEqual({ enabled: false, oauth2ClientId: 'c', oauth2ClientSecretSha256: sha256('one') });
    project.replace(`${GLOBAL}/b`, { name: 'b', iap: { enabled: true, oauth2ClientId: 'c' } });
    expect(iap()['oauth2ClientSecretSha256']).toBe(sha256('one'));
    project.make('PATCH', `${GLOBAL}/b`, { iap: { oauth2ClientSecret: 'two' } });
    expect(iap()['oauth2ClientSecretSha256']).toBe(sha256('two'));
    project.make('PATCH', `${GLOBAL}/b`, { iap: null });
    expect(project.get(`${GLOBAL}/b`)).not.toHaveProperty('iap');
    expect(JSON.stringify(project.simulator.snapshot().resources)).not.toContain('"two"');
  });
});

test('a log configuration has a sample rate only where it logs', () => {
  const logConfigOf = (logConfig?: object) => stored(GLOBAL, { logConfig })['logConfig'];
  const optionalMode = 'EXCLUDE_ALL_OPTIONAL';
  expect(logConfigOf()).toBeUndefined();
  expect(logConfigOf({})).toEqual({ enable: false, optionalMode });
  expect(logConfigOf({ enable: true })).toEqual({ enable: true, optionalMode, sampleRate: 1 });
  expect(logConfigOf({ enable: true, sampleRate: 0.5 })).toMatchObject({ sampleRate: 0.5 });
});

test('a network is for internal services alone', () => {
  const network = 'global/networks/default';
  expect(testProject().refusal('POST', GLOBAL, { name: 'b', network })).toContain("'resource.network'");
  expect(stored(REGIONAL, { loadBalancingScheme: 'INTERNAL', network })['network']).toContain('/networks/default');
});

describe('changing a backend service', () => {
  test('PATCH keeps what is absent and merges, null clears, PUT returns to the defaults', () => {
    const project = testProject();
    stored(GLOBAL, { timeoutSec: 7, description: 'x', connectionDraining: { drainingTimeoutSec: 5 } }, project);
    project.make('PATCH', `${GLOBAL}/b`, { description: 'y' });
    expect(project.get(`${GLOBAL}/b`)).toMatchObject({
      timeoutSec: 7,
      description: 'y',
      connectionDraining: { drainingTimeoutSec: 5 },
    });
    project.make('PATCH', `${GLOBAL}/b`, { timeoutSec: null });
    expect(project.get(`${GLOBAL}/b`)).toMatchObject({ timeoutSec: 30, description: 'y' });
    const { id, creationTimestamp, selfLink } = project.get(`${GLOBAL}/b`);
    project.replace(`${GLOBAL}/b`, { name: 'b' });
    expect(project.get(`${GLOBAL}/b`)).toMatchObject({
      id,
      creationTimestamp,
      selfLink,
      timeoutSec: 30,
      description: '',
      connectionDraining: { drainingTimeoutSec: 0 },
    });
  });

  test('a whole GET sent back changes nothing, not even the fingerprint', () => {
    const project = testProject();
    const before = stored(GLOBAL, { timeoutSec: 7 }, project);
    project.make('PUT', `${GLOBAL}/b`, before);
    project.make('PATCH', `${GLOBAL}/b`, before);
    expect(project.get(`${GLOBAL}/b`)).toEqual(before);
  });

  test('the fingerprint changes with every change, and a stale one is refused', () => {
    const project = testProject();
    const { fingerprint } = stored(GLOBAL, {}, project);
    project.make('PATCH', `${GLOBAL}/b`, { timeoutSec: 7, fingerprint });
    const changed = project.get(`${GLOBAL}/b`)['fingerprint'];
    expect(changed).not.toBe(fingerprint);
    for (const method of ['PATCH', 'PUT']) {
      expect(project.refused(method, `${GLOBAL}/b`, { name: 'b', timeoutSec: 8, fingerprint })).toEqual({
        status: 412,
        reason: 'conditionNotMet',
        message: 'Invalid fingerprint.',
      });
    }
    expect(project.refused('PUT', `${GLOBAL}/b`, { name: 'b', timeoutSec: 8 })).toEqual({
      status: 400,
      reason: 'required',
      message: "Required field 'resource.fingerprint' not specified",
    });
    // Without one, it is the last that counts in a PATCH.
    project.make('PATCH', `${GLOBAL}/b`, { timeoutSec: 8 });
    const urlSafe = asString(project.get(`${GLOBAL}/b`)['fingerprint'])
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace('=', '');
    project.make('PATCH', `${GLOBAL}/b`, { timeoutSec: 9, fingerprint: urlSafe });
  });

  test.each([
    [{ name: 'c' }, 'resource.name'],
    [{ loadBalancingScheme: 'INTERNAL_SELF_MANAGED' }, 'resource.loadBalancingScheme'],
  ])('%j cannot be changed', (body, field) => {
    const project = testProject();
    const { fingerprint } = stored(GLOBAL, {}, project);
    for (const method of ['PATCH', 'PUT']) {
      const told = project.refused(method, `${GLOBAL}/b`, { ...body, fingerprint });
      expect(told).toMatchObject({ status: 400, reason: 'invalid' });
      expect(told.message).toContain(`'${field}'`);
      expect(told.message).toContain('The field cannot be changed once the resource exists.');
    }
  });

  test('the managed load balancer can be moved to when the migration is ready, and not before', () => {
    const project = testProject();
    stored(GLOBAL, {}, project);
    const move = { loadBalancingScheme: 'EXTERNAL_MANAGED' };
    expect(project.refused('PATCH', `${GLOBAL}/b`, move).message).toBe(
      "Invalid value for field 'resource.loadBalancingScheme': 'EXTERNAL_MANAGED'. Cannot change the load balancing scheme until the migration state is set to TEST_ALL_TRAFFIC.",
    );
    project.make('PATCH', `${GLOBAL}/b`, { externalManagedMigrationState: 'TEST_ALL_TRAFFIC' });
    project.make('PATCH', `${GLOBAL}/b`, move);
    expect(project.get(`${GLOBAL}/b`)['loadBalancingScheme']).toBe('EXTERNAL_MANAGED');
  });

  test.each([
    [{ timeoutSec: 0 }, 'resource.timeoutSec'],
    [{ affinityCookieTtlSec: 1_209_601 }, 'resource.affinityCookieTtlSec'],
    [{ logConfig: { enable: true, sampleRate: 1.1 } }, 'resource.logConfig.sampleRate'],
  ])('%j is out of range', (body, field) => {
    const project = testProject();
    expect(project.refused('POST', GLOBAL, { name: 'b', ...body }).message).toContain(`'${field}'`);
    stored(GLOBAL, {}, project);
    expect(project.refused('PATCH', `${GLOBAL}/b`, body).message).toContain(`'${field}'`);
  });
});

describe('the links of a backend service', () => {
  const link = 'https://www.googleapis.com/compute/v1/projects/p1/global/healthChecks/h';

  test.each([
    link,
    'https://compute.googleapis.com/compute/beta/projects/p1/global/healthChecks/h',
    'projects/p1/global/healthChecks/h',
    'global/healthChecks/h',
  ])('come back in one form: %s', (sent) => {
    const project = testProject();
    project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
    expect(stored(GLOBAL, { healthChecks: [sent] }, project)['healthChecks']).toEqual([link]);
  });

  test('to nothing are refused', () => {
    expect(testProject().refused('POST', GLOBAL, { name: 'b', healthChecks: ['global/healthChecks/h'] })).toEqual({
      status: 404,
      reason: 'notFound',
      message: "The resource 'projects/p1/global/healthChecks/h' was not found",
    });
  });

  test.each([
    ['h', "Invalid value for field 'resource.healthChecks[0]': 'h'. The URL is malformed."],
    [
      'global/networks/default',
      "Invalid value for field 'resource.healthChecks[0]': 'global/networks/default'. Unexpected resource collection 'networks'.",
    ],
  ])('that are none, or to another kind, are refused: %s', (sent, message) => {
    expect(testProject().refused('POST', GLOBAL, { name: 'b', healthChecks: [sent] })).toEqual({
      status: 400,
      reason: 'invalid',
      message,
    });
  });

  test('keep a health check from being deleted, until they are cut', () => {
    const project = testProject();
    project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
    stored(GLOBAL, { healthChecks: ['global/healthChecks/h'] }, project);
    expect(project.refused('DELETE', 'global/healthChecks/h')).toEqual({
      status: 400,
      reason: 'resourceInUseByAnotherResource',
      message:
        "The health_check resource 'projects/p1/global/healthChecks/h' is already being used by 'projects/p1/global/backendServices/b'",
    });
    project.make('PATCH', `${GLOBAL}/b`, { healthChecks: [] });
    project.make('DELETE', 'global/healthChecks/h');
  });

  test('are one to a health check at most', () => {
    const project = testProject();
    for (const name of ['h', 'i']) project.make('POST', 'global/healthChecks', { name, type: 'TCP' });
    const healthChecks = ['global/healthChecks/h', 'global/healthChecks/i'];
    expect(project.refused('POST', GLOBAL, { name: 'b', healthChecks }).message).toContain("'resource.healthChecks'");
  });
});

test('the names of its operations', () => {
  const project = testProject();
  const types = [
    project.finish('POST', GLOBAL, { name: 'b' }),
    project.finish('PATCH', `${GLOBAL}/b`, { timeoutSec: 3 }),
    project.replace(`${GLOBAL}/b`, { name: 'b' }),
    project.finish('DELETE', `${GLOBAL}/b`),
  ].map(({ operationType }) => operationType);
  expect(types).toEqual(['insert', 'patch', 'update', 'delete']);
  expect(project.finish('POST', REGIONAL, { name: 'b' })['selfLink']).toContain('/regions/us-central1/operations/');
});

test('a service keeps its protocol while a forwarding rule leads to it', () => {
  const project = projectWithTargets();
  project.make('POST', `${REGION}/forwardingRules`, RULES.external);
  const path = RULES.external.backendService;
  expect(project.refusal('PATCH', path, { protocol: 'UDP' })).toContain(
    `'resource.protocol': 'UDP'. The protocol cannot be changed while the forwarding rule 'projects/p1/${REGION}/forwardingRules/r' uses the backend service.`,
  );
  project.make('PATCH', path, { protocol: 'TCP' });
  project.make('DELETE', `${REGION}/forwardingRules/r`);
  project.make('PATCH', path, { protocol: 'UDP' });
});
