import type { Resource } from '../../wire/wire.ts';

type Profile = NonNullable<Resource<'SslPolicy'>['profile']>;

/** Cipher suites by profile. MODERN and RESTRICTED were observed; the others are documented. */
const RESTRICTED = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

const MODERN = [
  ...RESTRICTED,
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
];

const COMPATIBLE = [
  ...MODERN,
  'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
  'TLS_RSA_WITH_AES_128_CBC_SHA',
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_RSA_WITH_AES_256_CBC_SHA',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
];

const PROFILES: { readonly [P in Profile]?: readonly string[] } = {
  COMPATIBLE,
  FIPS_202205: RESTRICTED.filter((feature) => !feature.includes('CHACHA20')),
  MODERN,
  RESTRICTED,
};

/** Every feature that a policy may enable, sorted. */
export const allFeatures: readonly string[] = COMPATIBLE.toSorted();

/** The features of a profile, sorted; undefined for `CUSTOM`, which has none of its own. */
export const featuresOf = (profile: Profile): readonly string[] | undefined => PROFILES[profile]?.toSorted();
