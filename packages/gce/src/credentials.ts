import type { AuthClient } from 'google-auth-library';
import { isPlainHttp } from './endpoint.ts';
import type { GceCloudOptions } from './options.ts';

const COMPUTE = 'https://www.googleapis.com/auth/compute';

/**
 * The client that signs the requests, after {@link GceCloudOptions.auth}.
 *
 * @param scope What it may be used for, where the credentials leave that open.
 */
export async function signerOf(options: GceCloudOptions, scope: string = COMPUTE): Promise<AuthClient> {
  const { auth } = options;
  if (auth !== undefined) return 'getClient' in auth ? await auth.getClient() : auth;
  const { GoogleAuth, PassThroughClient } = await import('google-auth-library');
  if (options.fetch !== undefined || isPlainHttp(options.endpoint)) return new PassThroughClient();
  // Left to find the project by itself, it would run gcloud and ask the metadata server.
  const { project: projectId } = options;
  return await new GoogleAuth({ projectId, scopes: [scope] }).getClient();
}
