import { invalid, required } from '../../kernel/refusal.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import { parseCertificate } from './certificate.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type SslCertificate = Resource<'SslCertificate'>;

const MOST_DOMAINS = 100;
const LONGEST_CHAIN = 5;
/** Wildcards are for the certificates of Certificate Manager alone. */
const DOMAIN = /^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\.?$/i;

/** The private key is checked here and forgotten: nothing ever shows it. */
function complete(draft: Draft<SslCertificate>): void {
  const privateKey = draft.privateKey ?? draft.selfManaged?.privateKey ?? '';
  delete draft.privateKey;
  draft.type ??= draft.managed === undefined ? 'SELF_MANAGED' : 'MANAGED';
  if (draft.type === 'MANAGED') completeManaged(draft);
  else completeSelfManaged(draft, privateKey);
}

function completeManaged(draft: Draft<SslCertificate>): void {
  const domains = draft.managed?.domains ?? [];
  if (domains.length === 0) throw required('resource.managed.domains');
  if (domains.length > MOST_DOMAINS) {
    throw invalid('resource.managed.domains', '', `At most ${MOST_DOMAINS} domains can be specified.`);
  }
  for (const [index, domain] of domains.entries()) {
    if (DOMAIN.test(domain)) continue;
    throw invalid(`resource.managed.domains[${index}]`, domain, 'It is not a valid domain name.');
  }
  const domainStatus = Object.fromEntries(domains.map((domain) => [domain, 'PROVISIONING' as const]));
  draft.managed = { domains, status: 'PROVISIONING', domainStatus };
}

function completeSelfManaged(draft: Draft<SslCertificate>, privateKey: string): void {
  const pem = draft.certificate ?? draft.selfManaged?.certificate ?? '';
  if (pem === '') throw required('resource.certificate');
  if (privateKey === '') throw required('resource.privateKey');
  const length = pem.split('-----BEGIN CERTIFICATE-----').length - 1;
  if (length > LONGEST_CHAIN) {
    const explanation = `The certificate chain must be no greater than ${LONGEST_CHAIN} certs long.`;
    throw invalid('resource.certificate', pem, explanation);
  }
  const certificate = parseCertificate(pem);
  if (certificate === undefined) {
    throw invalid('resource.certificate', pem, 'The SSL certificate could not be parsed.');
  }
  const isOwnKey = certificate.matches(privateKey);
  if (isOwnKey === undefined) throw invalid('resource.privateKey', '', 'The SSL key could not be parsed.');
  if (!isOwnKey) throw invalid('resource.privateKey', '', 'The SSL certificate and key do not match.');
  draft.certificate = pem;
  draft.selfManaged = { certificate: pem };
  draft.expireTime = timestamp(certificate.expires);
  const { subjectAlternativeNames } = certificate;
  if (subjectAlternativeNames.length > 0) draft.subjectAlternativeNames = subjectAlternativeNames;
}

function checkSent(sent: Sent<SslCertificate>): void {
  if (sent.managed === undefined || sent.certificate === undefined) return;
  throw invalid('resource.managed', '', 'Only one of managed and certificate can be specified.');
}

export const sslCertificates: Collection = defineCollection({
  name: 'sslCertificates',
  collections: ['sslCertificates', 'regionSslCertificates'],
  lifecycle: { checkSent, complete },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'SslCertificate.certificate',
          sentence: 'The certificate chain must be no greater than 5 certs long.',
        },
      ],
    },
  },
});
