import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import tls from 'node:tls';
import { javaKeyStore } from './java-key-store.ts';

/** Files by which clients of all languages trust an authority: each has its certificate, and those of the machine. */
export interface TrustFiles {
  /** The authority's certificate alone, for what adds it to others. */
  readonly own: string;
  /** A list of certificates, for what takes it in the place of others. */
  readonly bundle: string;
  readonly javaStore: string;
}

/** Writes them where they are not there yet, as they are now. */
export async function trustFiles(folder: string, certificate: string): Promise<TrustFiles> {
  const all = [...new Set([certificate.trim(), ...machineCertificates().map((one) => one.trim())])];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [own, bundle, javaStore] = await Promise.all([
    kept(join(folder, 'ca.pem'), Buffer.from(`${certificate.trim()}\n`)),
    kept(join(folder, 'bundle.pem'), Buffer.from(`${all.join('\n')}\n`)),
    kept(join(folder, 'trust.jks'), javaKeyStore(all)),
  ]);
  return { own, bundle, javaStore };
}

/** What Node trusts, and where it can say so, what the machine does: a company's own authority, for one. */
function machineCertificates(): readonly string[] {
  // Since Node 22.15.
  const { getCACertificates } = tls as Partial<Pick<typeof tls, 'getCACertificates'>>;
  if (getCACertificates === undefined) return tls.rootCertificates;
  return [...getCACertificates('default'), ...getCACertificates('system')];
}

/** Programs may be reading it: it is replaced as a whole, and only if it says something else. */
async function kept(path: string, content: Buffer): Promise<string> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(content) === true) return path;
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, content);
  await rename(fresh, path);
  return path;
}
