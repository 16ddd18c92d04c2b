import { nodeCrypto } from '../../kernel/node-modules.ts';

/** What the service reads from a certificate that was given to it. */
export interface Certificate {
  /** Milliseconds since the epoch. */
  readonly expires: number;
  /** DNS names of the Subject Alternative Name extension, in its order. */
  readonly subjectAlternativeNames: readonly string[];
  /** Whether a private key in PEM is the certificate's own; undefined if it is no key. */
  matches(privateKey: string): boolean | undefined;
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

/** Reads the first certificate of a PEM chain, which is the server's own; undefined if there is none. */
export function parseCertificate(pem: string): Certificate | undefined {
  const [first] = PEM_CERTIFICATE.exec(pem) ?? [];
  const certificate = first === undefined ? undefined : attempt(() => new (nodeCrypto().X509Certificate)(first));
  // One that has names but no subject is refused as none (field report).
  if (certificate === undefined || certificate.subject === '' || certificate.subject === undefined) return undefined;
  return {
    expires: Date.parse(certificate.validTo),
    subjectAlternativeNames: (certificate.subjectAltName ?? '')
      .split(', ')
      .filter((name) => name.startsWith('DNS:'))
      .map((name) => name.slice('DNS:'.length)),
    matches: (privateKey) => {
      const key = attempt(() => nodeCrypto().createPrivateKey(privateKey));
      return key === undefined ? undefined : certificate.checkPrivateKey(key);
    },
  };
}

/** What cannot be parsed is no error of the program's, and OpenSSL's own words say nothing to the caller. */
function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
