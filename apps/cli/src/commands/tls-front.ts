import process from 'node:process';
import type { TlsOptions } from '@gcepool/sim/node';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { cacheFolder } from '../trust/cache-folder.ts';
import type { CertificateAuthority } from '../trust/certificate-authority.ts';
import type { TrustFiles } from '../trust/trust-files.ts';

export const OTHER_HOSTS = ['passed', 'refused'] as const;
/** What becomes of requests to hosts that are not Google's. */
export type OtherHosts = (typeof OTHER_HOSTS)[number];

/** How a simulator speaks TLS, and what makes clients trust it. */
export interface TlsFront {
  readonly tls: TlsOptions;
  /** @throws Failure if this user's certificate authority cannot be made, or read */
  readonly trusted: () => Promise<TrustFiles>;
}

/** With the certificate authority of this user, which is read, or made, when the first client wants TLS. */
export function tlsFront(
  io: Io,
  { tls = false, otherHosts = 'refused' }: { readonly tls?: boolean; readonly otherHosts?: OtherHosts },
): TlsFront {
  const folder = cacheFolder(process.platform, process.env);
  let authority: Promise<CertificateAuthority> | undefined;
  const loaded = (): Promise<CertificateAuthority> => (authority ??= load(folder));
  const refused = new Set<string>();
  return {
    tls: {
      direct: tls,
      otherHosts,
      certificateOf: async (name) => {
        try {
          return await (await loaded()).certificateOf(name);
        } catch (error) {
          io.remark(error instanceof Error ? error.message : String(error));
          throw error;
        }
      },
      onRefused: (host) => {
        if (refused.has(host) || refused.size >= MOST_TOLD) return;
        refused.add(host);
        io.remark(`refused: ${host}, which is no host of Google's; --other-hosts passed lets clients reach it`);
      },
    },
    trusted: async () => {
      const { certificate } = await loaded();
      const { trustFiles } = await import('../trust/trust-files.ts');
      return trustFiles(folder, certificate);
    },
  };
}

const MOST_TOLD = 1_000;

async function load(folder: string): Promise<CertificateAuthority> {
  try {
    const { certificateAuthority } = await import('../trust/certificate-authority.ts');
    return await certificateAuthority(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(1, `the certificate authority in ${folder} cannot be used: ${reason}`, { cause: error });
  }
}
