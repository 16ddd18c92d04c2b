import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  globalPublicDelegatedPrefixes: { parentPrefix: 'global/publicAdvertisedPrefixes/a', ipCidrRange: '203.0.113.0/26' },
  publicAdvertisedPrefixes: { ipCidrRange: '198.51.100.0/24', dnsVerificationIp: '198.51.100.1' },
  publicDelegatedPrefixes: { parentPrefix: 'global/publicAdvertisedPrefixes/a', ipCidrRange: '203.0.113.64/26' },
};
