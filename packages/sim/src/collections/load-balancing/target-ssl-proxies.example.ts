import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  targetSslProxies: { service: 'global/backendServices/ssl', sslCertificates: ['global/sslCertificates/a'] },
};
