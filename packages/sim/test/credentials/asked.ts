import type { AuthClient } from 'google-auth-library';
import { GoogleAuth } from 'google-auth-library';
import process from 'node:process';

const SCOPES = { scopes: ['https://www.googleapis.com/auth/compute'] };

/** What a program of Google's client learns with whatever credentials it finds: its project, and that it is let in. */
export async function asked(): Promise<object> {
  // What a program names itself is taken, whatever is hidden from it.
  const own = process.env['TRIED_KEY'];
  if (own !== undefined) await zoneOf(await new GoogleAuth({ ...SCOPES, keyFile: own }).getClient());
  const auth = new GoogleAuth(SCOPES);
  const client = await auth.getClient();
  const project = await auth.getProjectId();
  const zone = await zoneOf(client);
  const other = await client.request({
    url: 'https://storage.googleapis.com/storage/v1/b',
    validateStatus: () => true,
    retry: true,
  });
  return { project, zone: zone.status, other: other.status };
}

const zoneOf = (client: AuthClient): Promise<{ readonly status: number }> =>
  client.request({ url: 'https://compute.googleapis.com/compute/v1/projects/p/zones/us-central1-a', retry: false });
