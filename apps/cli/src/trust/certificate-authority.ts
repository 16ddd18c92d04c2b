import type { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
// The certificates' library wants it, and before it.
import 'reflect-metadata';
import type { KeyedCertificate } from '@gcepool/sim/node';
import * as x509 from '@peculiar/x509';
import { keepSecret, readSecret } from './kept-secret.ts';

/** Signs certificates that only those trust who were told to. */
export interface CertificateAuthority {
  /** Its certificate, as PEM. */
  readonly certificate: string;
  /** A certificate of a host, with its key. */
  readonly certificateOf: (host: string) => Promise<KeyedCertificate>;
}

const FILE = 'authority.pem';
const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNED = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Clients refuse certificates that are good for more than 398. */
const HOST_DAYS = 300;
/** An authority that ends sooner than its certificates is made anew. */
const RENEWED_MS = HOST_DAYS * DAY_MS;
/** Names come from clients. */
const MOST_HOSTS = 1_000;

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

/** The authority of this user, which is made on its first use. What is damaged or at its end is made anew. */
export async function certificateAuthority(folder: string): Promise<CertificateAuthority> {
  const kept = await readSecret(folder, FILE);
  const found = kept === undefined ? undefined : await parsed(kept);
  const authority =
    found ?? (await parsed(await keepSecret(folder, FILE, await textOf(await madeAuthority()), kept !== undefined)));
  if (authority === undefined) throw new Error(`${folder}: ${FILE} cannot be read; remove it`);
  const made = new Map<string, Promise<KeyedCertificate>>();
  return {
    certificate: authority.certificate.toString('pem'),
    certificateOf: (host) => {
      const known = made.get(host);
      if (known !== undefined) return known;
      if (made.size >= MOST_HOSTS) made.clear();
      const certificate = hostCertificate(authority, host);
      made.set(host, certificate);
      return certificate;
    },
  };
}

async function madeAuthority(): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'O=gcepool, CN=gcepool simulator (trusted by programs that were told to)',
    ...validFor(AUTHORITY_DAYS),
    signingAlgorithm: SIGNED,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, key: keys.privateKey };
}

async function hostCertificate({ certificate, key }: Authority, host: string): Promise<KeyedCertificate> {
  const keys = await crypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  // Whoever names an address, or no host at all, means this machine.
  const own = ['127.0.0.1', '::1', 'localhost'];
  const names = own.includes(host) ? own : [host];
  const made = await x509.X509CertificateGenerator.create({
    subject: 'O=gcepool',
    issuer: certificate.subject,
    ...validFor(HOST_DAYS),
    signingAlgorithm: SIGNED,
    publicKey: keys.publicKey,
    signingKey: key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      // Critical, since the subject names no host (RFC 5280, 4.2.1.6).
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: await pemOfKey(keys.privateKey), cert: made.toString('pem') };
}

/** From yesterday, for clocks differ. */
const validFor = (days: number): { readonly notBefore: Date; readonly notAfter: Date } => ({
  notBefore: new Date(Date.now() - DAY_MS),
  notAfter: new Date(Date.now() + days * DAY_MS),
});

const pemOfKey = async (key: webcrypto.CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

const textOf = async ({ certificate, key }: Authority): Promise<string> =>
  `${certificate.toString('pem')}\n${await pemOfKey(key)}\n`;

/** Undefined for what is damaged or ends too soon. */
async function parsed(text: string): Promise<Authority | undefined> {
  const blocks = x509.PemConverter.decodeWithHeaders(text);
  const [certificate, key] = ['CERTIFICATE', 'PRIVATE KEY'].map((type) => blocks.find((one) => one.type === type));
  if (certificate === undefined || key === undefined) return undefined;
  try {
    const read = new x509.X509Certificate(certificate.rawData);
    if (read.notAfter.getTime() < Date.now() + RENEWED_MS) return undefined;
    return { certificate: read, key: await crypto.subtle.importKey('pkcs8', key.rawData, KEY, false, ['sign']) };
  } catch {
    return undefined;
  }
}
