import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CERTIFICATE, PRIVATE_KEY } from '../example-certificate.ts';
import { LINK } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asObject } from '../../kernel/json.ts';

const GLOBAL = 'global/sslCertificates';
const REGIONAL = 'regions/us-east1/sslCertificates';
const OWN = { name: 'c', certificate: CERTIFICATE, privateKey: PRIVATE_KEY };

function stored(body: object, collection = GLOBAL): JsonObject {
  const project = testProject();
  project.make('POST', collection, body);
  return project.get(`${collection}/c`);
}

const refusal = (body: object): string => testProject().refusal('POST', GLOBAL, { name: 'c', ...body });
const otherKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('a certificate of one’s own', () => {
  test.each([GLOBAL, REGIONAL])('shows what is in it, and never its key: %s', (collection) => {
    const region = collection === GLOBAL ? {} : { region: `${LINK}regions/us-east1` };
    expect(stored(OWN, collection)).toEqual({
      kind: 'compute#sslCertificate',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 'c',
      certificate: CERTIFICATE,
      expireTime: '2126-10-29T17:50:57.000-07:00',
      selfManaged: { certificate: CERTIFICATE },
      subjectAlternativeNames: ['example.com'],
      type: 'SELF_MANAGED',
      selfLink: `${LINK}${collection}/c`,
      ...region,
    });
  });

  test('may be sent in its message', () => {
    const { certificate, privateKey } = OWN;
    expect(stored({ name: 'c', type: 'SELF_MANAGED', selfManaged: { certificate, privateKey } })).toMatchObject({
      certificate,
      selfManaged: { certificate },
    });
  });

  test('is the first of a chain', () => {
    const chain = CERTIFICATE + CERTIFICATE;
    expect(stored({ ...OWN, certificate: chain })).toMatchObject({ certificate: chain, type: 'SELF_MANAGED' });
  });

  test('leaves its key nowhere', () => {
    const project = testProject();
    project.make('POST', GLOBAL, OWN);
    project.make('POST', REGIONAL, { name: 'c', selfManaged: { certificate: CERTIFICATE, privateKey: PRIVATE_KEY } });
    expect(JSON.stringify(project.simulator.snapshot().resources)).not.toContain('PRIVATE KEY');
  });

  test.each([
    [{ privateKey: PRIVATE_KEY }, "Required field 'resource.certificate' not specified"],
    [{ certificate: CERTIFICATE }, "Required field 'resource.privateKey' not specified"],
    [{ ...OWN, certificate: 'x' }, "'resource.certificate': 'x'. The SSL certificate could not be parsed."],
    [{ ...OWN, certificate: CERTIFICATE.replace('MIIB', 'AAAA') }, 'The SSL certificate could not be parsed.'],
    [{ ...OWN, privateKey: 'x' }, "'resource.privateKey': ''. The SSL key could not be parsed."],
    [{ ...OWN, certificate: CERTIFICATE.repeat(6) }, 'no greater than 5 certs long'],
    [{ managed: { domains: ['a.example', '*.example.com'] } }, "'resource.managed.domains[1]': '*.example.com'"],
    [{ ...OWN, privateKey: otherKey() }, 'The SSL certificate and key do not match.'],
    [{ ...OWN, managed: { domains: ['x'] } }, 'Only one of managed and certificate can be specified.'],
  ])('is refused: %#', (body, message) => {
    expect(refusal(body)).toContain(message);
  });
});

describe('a managed certificate', () => {
  test('is being provisioned, domain by domain', () => {
    const certificate = stored({ name: 'c', managed: { domains: ['a.example', 'b.example'] } });
    expect(certificate).toMatchObject({
      type: 'MANAGED',
      managed: {
        domains: ['a.example', 'b.example'],
        domainStatus: { 'a.example': 'PROVISIONING', 'b.example': 'PROVISIONING' },
        status: 'PROVISIONING',
      },
    });
    for (const field of ['certificate', 'expireTime', 'selfManaged']) expect(certificate).not.toHaveProperty(field);
  });

  test('has domains, a hundred at most', () => {
    expect(refusal({ type: 'MANAGED' })).toContain("Required field 'resource.managed.domains' not specified");
    const domains = Array.from({ length: 101 }, (_, index) => `d${index}.example`);
    expect(refusal({ managed: { domains } })).toContain("'resource.managed.domains'");
    expect(asObject(stored({ name: 'c', managed: { domains: domains.slice(1) } })['managed'])['status']).toBe(
      'PROVISIONING',
    );
  });
});
