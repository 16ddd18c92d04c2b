import { CERTIFICATE, PRIVATE_KEY } from '../example-certificate.ts';
import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  regionSslCertificates: { certificate: CERTIFICATE, privateKey: PRIVATE_KEY },
  sslCertificates: { type: 'MANAGED', managed: { domains: ['example.com'] } },
};
