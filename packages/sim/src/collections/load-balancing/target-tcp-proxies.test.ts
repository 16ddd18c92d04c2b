import { describe, expect, test } from 'vitest';
import { CERTIFICATE, PRIVATE_KEY } from '../example-certificate.ts';
import { LINK } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

/* Proxies of TCP and of SSL differ in what the latter need for TLS. */

function projectWithServices(protocol: string): TestProject {
  const project = testProject();
  for (const name of ['b', 'c']) project.make('POST', 'global/backendServices', { name, protocol });
  project.make('POST', 'regions/us-east1/backendServices', { name: 'b', loadBalancingScheme: 'INTERNAL_MANAGED' });
  project.make('POST', 'global/sslPolicies', { name: 's' });
  for (const name of ['a', 'b'])
    project.make('POST', 'global/sslCertificates', { name, certificate: CERTIFICATE, privateKey: PRIVATE_KEY });
  return project;
}

const SERVICE = 'global/backendServices/b';
const CERTIFICATES = { sslCertificates: ['global/sslCertificates/a'] };
const KINDS = [
  { kind: 'Tcp', protocol: 'TCP', more: {} },
  { kind: 'Ssl', protocol: 'SSL', more: CERTIFICATES },
];

describe.each(KINDS)('a proxy of $protocol', ({ kind, protocol, more }) => {
  const PROXIES = `global/target${kind}Proxies`;
  const made = (): TestProject => {
    const project = projectWithServices(protocol);
    project.make('POST', PROXIES, { name: 'p', service: SERVICE, ...more });
    return project;
  };

  test('adds no header unless told to', () => {
    const proxy = made().get(`${PROXIES}/p`);
    expect(proxy).toMatchObject({
      kind: `compute#target${kind}Proxy`,
      proxyHeader: 'NONE',
      service: LINK + SERVICE,
      selfLink: `${LINK}${PROXIES}/p`,
    });
    expect(proxy).not.toHaveProperty('fingerprint');
  });

  test.each([
    ['setBackendService', 'SetBackendService', { service: 'global/backendServices/c' }, { service: /\/c$/ }],
    ['setProxyHeader', 'SetProxyHeader', { proxyHeader: 'PROXY_V1' }, { proxyHeader: /^PROXY_V1$/ }],
  ])('%s', (verb, type, body, expected) => {
    const project = made();
    expect(project.finish('POST', `${PROXIES}/p/${verb}`, body)['operationType']).toBe(`Target${kind}Proxy${type}`);
    const proxy = project.get(`${PROXIES}/p`);
    for (const [field, pattern] of Object.entries(expected)) expect(proxy[field]).toMatch(pattern);
    expect(project.refusal('POST', `${PROXIES}/p/${verb}`, {})).toContain('Required field');
  });

  test('keeps its service', () => {
    expect(made().refusal('DELETE', SERVICE)).toBe(
      `400 The backend_service resource 'projects/p1/${SERVICE}' is already being used by 'projects/p1/${PROXIES}/p'`,
    );
  });

  test('needs a service of its own scope', () => {
    const project = projectWithServices(protocol);
    expect(project.refusal('POST', PROXIES, { name: 'p', ...more })).toContain("Required field 'resource.service'");
    const service = 'regions/us-east1/backendServices/b';
    expect(project.refusal('POST', PROXIES, { name: 'p', service, ...more })).toContain(
      "The resource must be in scope 'global'.",
    );
  });
});

test('a TCP proxy may be of a region', () => {
  const project = projectWithServices('TCP');
  const service = 'regions/us-east1/backendServices/b';
  project.make('POST', 'regions/us-east1/targetTcpProxies', { name: 'p', service });
  expect(project.get('regions/us-east1/targetTcpProxies/p')).toMatchObject({
    proxyHeader: 'NONE',
    region: `${LINK}regions/us-east1`,
    service: LINK + service,
  });
});

describe('what a proxy of SSL has besides', () => {
  const PROXY = 'global/targetSslProxies/p';
  const MAP = '//certificatemanager.googleapis.com/projects/p1/locations/global/certificateMaps/m';
  const made = (): TestProject => {
    const project = projectWithServices('SSL');
    project.make('POST', 'global/targetSslProxies', { name: 'p', service: SERVICE, ...CERTIFICATES });
    return project;
  };

  test.each([
    [
      'setSslCertificates',
      'TargetSslProxySetSslCertificates',
      { sslCertificates: ['global/sslCertificates/b'] },
      { sslCertificates: [`${LINK}global/sslCertificates/b`] },
    ],
    [
      'setSslPolicy',
      'compute.targetSslProxies.setSslPolicy',
      { sslPolicy: 'global/sslPolicies/s' },
      { sslPolicy: `${LINK}global/sslPolicies/s` },
    ],
    [
      'setCertificateMap',
      'compute.targetSslProxies.setCertificateMap',
      { certificateMap: MAP },
      { certificateMap: MAP },
    ],
  ])('%s', (verb, operationType, body, expected) => {
    const project = made();
    expect(project.finish('POST', `${PROXY}/${verb}`, body)['operationType']).toBe(operationType);
    expect(project.get(PROXY)).toMatchObject(expected);
  });

  test('keeps its certificates and its policy', () => {
    const project = made();
    project.make('POST', `${PROXY}/setSslPolicy`, { sslPolicy: 'global/sslPolicies/s' });
    for (const path of ['global/sslCertificates/a', 'global/sslPolicies/s'])
      expect(project.refusal('DELETE', path)).toContain(`is already being used by 'projects/p1/${PROXY}'`);
    project.make('POST', `${PROXY}/setSslPolicy`, {});
    project.make('DELETE', 'global/sslPolicies/s');
  });

  test('is a certificate', () => {
    const body = { name: 'p', service: SERVICE };
    expect(projectWithServices('SSL').refusal('POST', 'global/targetSslProxies', body)).toContain(
      "'resource.sslCertificates'",
    );
  });

  test('takes no certificate map that is none', () => {
    expect(made().refusal('POST', `${PROXY}/setCertificateMap`, { certificateMap: 'm' })).toContain(
      "'m' is not a valid reference.",
    );
  });
});
