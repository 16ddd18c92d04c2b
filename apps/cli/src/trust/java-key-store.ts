import { createHash, X509Certificate } from 'node:crypto';

/** The password that Java gives stores of its own; it protects nothing, for there is no key in the store. */
export const STORE_PASSWORD = 'changeit';

const MAGIC = 0xfeed_feed;
const VERSION = 2;
const TRUSTED_CERTIFICATE = 2;

/**
 * A store of certificates that Java trusts, in its format JKS: every Java reads it, and it can be written without a Java that may not be
 * there. The format is that of OpenJDK's `sun.security.provider.JavaKeyStore`.
 *
 * @param certificates as PEM, one each
 */
export function javaKeyStore(certificates: readonly string[]): Buffer {
  const entries = certificates.map((pem, index) => {
    const { raw } = new X509Certificate(pem);
    return Buffer.concat([
      int32(TRUSTED_CERTIFICATE),
      utf(`gcepool-${index}`),
      // When it was made; nobody asks.
      Buffer.alloc(8),
      utf('X.509'),
      int32(raw.length),
      raw,
    ]);
  });
  const content = Buffer.concat([int32(MAGIC), int32(VERSION), int32(entries.length), ...entries]);
  // UTF-16, its high bytes first.
  const password = Buffer.from(STORE_PASSWORD, 'utf16le').swap16();
  const digest = createHash('sha1').update(password).update('Mighty Aphrodite').update(content).digest();
  return Buffer.concat([content, digest]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function utf(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
