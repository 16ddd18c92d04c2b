import { describe, expect, test } from 'vitest';
import { CERTIFICATE, PRIVATE_KEY } from '../example-certificate.ts';
import { LINK } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const PROXIES = 'global/targetHttpsProxies';
const VERBS = 'targetHttpsProxies/p';
const REGION = 'regions/us-east1';
const MANAGER = '//certificatemanager.googleapis.com/projects/p1/locations/global';
const BODY = { name: 'p', urlMap: 'global/urlMaps/m', sslCertificates: ['global/sslCertificates/a'] };

function projectWithParts(): TestProject {
  const project = testProject();
  for (const [scope, loadBalancingScheme] of [
    ['global', 'EXTERNAL_MANAGED'],
    [REGION, 'INTERNAL_MANAGED'],
  ]) {
    project.make('POST', `${scope}/backendServices`, { name: 'b', loadBalancingScheme });
    project.make('POST', `${scope}/urlMaps`, { name: 'm', defaultService: `${scope}/backendServices/b` });
    project.make('POST', `${scope}/sslPolicies`, { name: 's' });
    for (const name of ['a', 'b'])
      project.make('POST', `${scope}/sslCertificates`, { name, certificate: CERTIFICATE, privateKey: PRIVATE_KEY });
  }
  return project;
}

function projectWithProxy(more: object = {}): TestProject {
  const project = projectWithParts();
  project.make('POST', PROXIES, { ...BODY, ...more });
  return project;
}

test('an HTTPS proxy sends no early data unless told to', () => {
  expect(projectWithProxy().get(`${PROXIES}/p`)).toEqual({
    kind: 'compute#targetHttpsProxy',
    id: expect.any(String),
    creationTimestamp: expect.any(String),
    name: 'p',
    fingerprint: expect.any(String),
    selfLink: `${LINK}${PROXIES}/p`,
    sslCertificates: [`${LINK}global/sslCertificates/a`],
    tlsEarlyData: 'DISABLED',
    urlMap: `${LINK}global/urlMaps/m`,
  });
});

describe('the verbs of an HTTPS proxy', () => {
  const MAP = `${MANAGER}/certificateMaps/m`;

  test.each([
    [`${VERBS}/setUrlMap`, 'SetUrlMap', { urlMap: 'global/urlMaps/m' }, { urlMap: `${LINK}global/urlMaps/m` }],
    [
      `${VERBS}/setSslCertificates`,
      'SetSslCertificates',
      { sslCertificates: ['global/sslCertificates/b'] },
      { sslCertificates: [`${LINK}global/sslCertificates/b`] },
    ],
    [
      `${PROXIES}/p/setQuicOverride`,
      'compute.targetHttpsProxies.setQuicOverride',
      { quicOverride: 'ENABLE' },
      { quicOverride: 'ENABLE' },
    ],
    [
      `${PROXIES}/p/setSslPolicy`,
      'compute.targetHttpsProxies.setSslPolicy',
      { sslPolicy: 'global/sslPolicies/s' },
      { sslPolicy: `${LINK}global/sslPolicies/s` },
    ],
    [
      `${PROXIES}/p/setCertificateMap`,
      'compute.targetHttpsProxies.setCertificateMap',
      { certificateMap: MAP },
      { certificateMap: MAP },
    ],
  ])('%s', (path, operationType, body, expected) => {
    const project = projectWithProxy();
    expect(project.finish('POST', path, body)).toMatchObject({ operationType, status: 'DONE' });
    expect(project.get(`${PROXIES}/p`)).toMatchObject(expected);
  });

  test('clear a policy and a certificate map with nothing', () => {
    const project = projectWithProxy({ sslPolicy: 'global/sslPolicies/s', certificateMap: MAP });
    project.make('POST', `${PROXIES}/p/setSslPolicy`, {});
    project.make('POST', `${PROXIES}/p/setCertificateMap`, { certificateMap: '' });
    const proxy = project.get(`${PROXIES}/p`);
    expect(proxy).not.toHaveProperty('sslPolicy');
    expect(proxy).not.toHaveProperty('certificateMap');
  });
});

describe('the certificates of an HTTPS proxy', () => {
  test('cannot be deleted meanwhile', () => {
    const project = projectWithProxy({ sslPolicy: 'global/sslPolicies/s' });
    expect(project.refusal('DELETE', 'global/sslCertificates/a')).toBe(
      `400 The ssl_certificate resource 'projects/p1/global/sslCertificates/a' is already being used by 'projects/p1/${PROXIES}/p'`,
    );
    expect(project.refusal('DELETE', 'global/sslPolicies/s')).toBe(
      `400 The ssl_policy resource 'projects/p1/global/sslPolicies/s' is already being used by 'projects/p1/${PROXIES}/p'`,
    );
  });

  const internalProject = (): TestProject => {
    const project = projectWithParts();
    project.make('POST', 'global/backendServices', { name: 'i', loadBalancingScheme: 'INTERNAL_MANAGED' });
    project.make('POST', 'global/urlMaps', { name: 'i', defaultService: 'global/backendServices/i' });
    return project;
  };
  const INTERNAL = { ...BODY, urlMap: 'global/urlMaps/i' };

  test.each([
    `${MANAGER}/certificates/c`,
    'https://certificatemanager.googleapis.com/v1/projects/p1/locations/global/certificates/c',
  ])('may be Certificate Manager’s where the load balancer is internal: %s', (certificate) => {
    const project = internalProject();
    project.make('POST', PROXIES, { ...INTERNAL, sslCertificates: [certificate] });
    expect(project.get(`${PROXIES}/p`)['sslCertificates']).toEqual([`${MANAGER}/certificates/c`]);
    expect(project.refusal('POST', PROXIES, { ...BODY, name: 'q', sslCertificates: [certificate] })).toBe(
      `400 Invalid value for field 'resource.sslCertificates[0]': '${MANAGER}/certificates/c'. Cloud certificate reference is not supported for TargetHttpsProxy creation.`,
    );
  });

  test('are there from the start, or a map of them is, but for proxies of a mesh, which have none', () => {
    const project = projectWithParts();
    const { sslCertificates, ...without } = BODY;
    expect(project.refusal('POST', PROXIES, without)).toContain('At least 1 SSL certificate must be specified');
    const certificateMap = '//certificatemanager.googleapis.com/projects/p1/locations/global/certificateMaps/m';
    project.make('POST', PROXIES, { ...without, name: 'q', certificateMap });
    project.make('POST', 'global/backendServices', { name: 'x', loadBalancingScheme: 'INTERNAL_SELF_MANAGED' });
    project.make('POST', 'global/urlMaps', { name: 'x', defaultService: 'global/backendServices/x' });
    const ofMesh = { ...without, urlMap: 'global/urlMaps/x' };
    expect(project.refusal('POST', PROXIES, { ...ofMesh, sslCertificates })).toContain(
      'No SSL certificate can be specified in TargetHttpsProxy when using Traffic Director.',
    );
    project.make('POST', PROXIES, ofMesh);
  });

  test('are of one kind', () => {
    const project = projectWithParts();
    const sslCertificates = [`${REGION}/sslCertificates/a`, `${MANAGER.replace('global', 'us-east1')}/certificates/c`];
    expect(
      project.refusal('POST', `${REGION}/targetHttpsProxies`, {
        name: 'p',
        urlMap: `${REGION}/urlMaps/m`,
        sslCertificates,
      }),
    ).toContain('Mixing Classic Certificates and Certificate Manager Certificates is not allowed.');
  });

  test('are Certificate Manager’s alone where the load balancer is internal and global', () => {
    const project = internalProject();
    const sslCertificates = [`${MANAGER}/certificates/c`];
    const body = INTERNAL;
    expect(
      project.refusal('POST', PROXIES, { ...body, sslCertificates: [...sslCertificates, ...BODY.sslCertificates] }),
    ).toBe(
      `400 Invalid value for field 'resource.sslCertificates[1]': '${LINK}global/sslCertificates/a'. Compute SSL certificates are not supported with global INTERNAL_MANAGED load balancer.`,
    );
    project.make('POST', PROXIES, { ...body, sslCertificates });
  });

  test('are fifteen at most, and a hundred of Certificate Manager’s', () => {
    const project = internalProject();
    const names = Array.from({ length: 101 }, (_, index) => `c${index}`);
    for (const name of names.slice(0, 16))
      project.make('POST', 'global/sslCertificates', { name, certificate: CERTIFICATE, privateKey: PRIVATE_KEY });
    const own = names.slice(0, 16).map((name) => `global/sslCertificates/${name}`);
    const managed = names.map((name) => `${MANAGER}/certificates/${name}`);
    for (const body of [
      { ...BODY, sslCertificates: own },
      { ...INTERNAL, sslCertificates: managed },
    ])
      expect(project.refusal('POST', PROXIES, body)).toContain("'resource.sslCertificates'");
    project.make('POST', PROXIES, { ...BODY, name: 'q', sslCertificates: own.slice(1) });
    project.make('POST', PROXIES, { ...INTERNAL, name: 'r', sslCertificates: managed.slice(1) });
  });
});

describe('an HTTPS proxy is refused', () => {
  test.each([
    ['urlMap', { urlMap: `${REGION}/urlMaps/m` }],
    ['sslPolicy', { sslPolicy: `${REGION}/sslPolicies/s` }],
    ['sslCertificates', { sslCertificates: [`${REGION}/sslCertificates/a`] }],
  ])('with a %s of another scope', (field, more) => {
    expect(projectWithParts().refusal('POST', PROXIES, { ...BODY, ...more })).toContain(`'resource.${field}'`);
  });

  test('with what is no certificate map', () => {
    const told =
      "400 Invalid value for field 'resource.certificateMap': 'm'. 'm' is not a valid reference. It should have the " +
      'format //certificatemanager.googleapis.com/projects/{project}/locations/{location}/certificateMaps/{resourceName}.';
    expect(projectWithParts().refusal('POST', PROXIES, { ...BODY, certificateMap: 'm' })).toBe(told);
    expect(projectWithProxy().refusal('POST', `${PROXIES}/p/setCertificateMap`, { certificateMap: 'm' })).toBe(told);
  });

  test.each([{}, { sslCertificates: [] }])(
    'with %j instead of its certificates, unless it has a map of them',
    (body) => {
      const project = projectWithProxy();
      const verb = `${VERBS}/setSslCertificates`;
      expect(project.refusal('POST', verb, body)).toBe(
        "400 Invalid value for field 'resource': ''. At least 1 SSL certificate must be specified for setting SSL certificates in TargetHttpsProxy.",
      );
      const certificateMap = '//certificatemanager.googleapis.com/projects/p1/locations/global/certificateMaps/m';
      project.make('POST', `${PROXIES}/p/setCertificateMap`, { certificateMap });
      project.make('POST', verb, body);
      expect(project.get(`${PROXIES}/p`)).not.toHaveProperty('sslCertificates');
    },
  );

  test('in a region, with an override of QUIC', () => {
    const urlMap = `${REGION}/urlMaps/m`;
    const sslCertificates = [`${REGION}/sslCertificates/a`];
    const body = { name: 'p', urlMap, sslCertificates };
    const project = projectWithParts();
    expect(project.refusal('POST', `${REGION}/targetHttpsProxies`, { ...body, quicOverride: 'NONE' })).toBe(
      "400 Invalid value for field 'resource.quicOverride': 'NONE'. QUIC override is supported only with global TargetHttpsProxy.",
    );
    project.make('POST', `${REGION}/targetHttpsProxies`, body);
    const verb = `${REGION}/targetHttpsProxies/p/setSslCertificates`;
    project.make('POST', verb, { sslCertificates: [`${REGION}/sslCertificates/b`] });
    expect(project.get(`${REGION}/targetHttpsProxies/p`)['sslCertificates']).toEqual([
      `${LINK}${REGION}/sslCertificates/b`,
    ]);
  });

  test('without a map, and patched without a fingerprint', () => {
    expect(projectWithParts().refusal('POST', PROXIES, { ...BODY, urlMap: undefined })).toContain("'resource.urlMap'");
    const project = projectWithProxy();
    expect(project.refusal('PATCH', `${PROXIES}/p`, { quicOverride: 'ENABLE' })).toBe(
      "400 Required field 'resource.fingerprint' not specified",
    );
    const { fingerprint } = project.get(`${PROXIES}/p`);
    project.make('PATCH', `${PROXIES}/p`, { quicOverride: 'ENABLE', fingerprint });
  });
});

const POLICY = 'projects/p1/locations/global/serverTlsPolicies/t';

test.each([
  POLICY,
  `//networksecurity.googleapis.com/${POLICY}`,
  `https://networksecurity.googleapis.com/v1/${POLICY}`,
])('a policy of the Network Security API has one form, however it is sent: %s', (serverTlsPolicy) => {
  expect(projectWithProxy({ serverTlsPolicy }).get(`${PROXIES}/p`)['serverTlsPolicy']).toBe(
    `//networksecurity.googleapis.com/${POLICY}`,
  );
});

test('an HTTPS proxy has no map that redirects to HTTPS', () => {
  const project = testProject();
  const redirect = { httpsRedirect: true, stripQuery: false };
  project.make('POST', 'global/urlMaps', { name: 'redirecting', defaultUrlRedirect: redirect });
  const body = { name: 'x', urlMap: 'global/urlMaps/redirecting' };
  expect(project.refusal('POST', 'global/targetHttpsProxies', body)).toContain('not permitted for TargetHttpsProxy');
  project.make('POST', 'global/targetHttpProxies', body);
});
