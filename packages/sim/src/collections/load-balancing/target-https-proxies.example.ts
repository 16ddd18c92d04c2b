import type { Examples } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  regionTargetHttpsProxies: { urlMap: `${REGION}/urlMaps/a`, sslCertificates: [`${REGION}/sslCertificates/a`] },
  targetHttpsProxies: { urlMap: 'global/urlMaps/a', sslCertificates: ['global/sslCertificates/a'] },
};
