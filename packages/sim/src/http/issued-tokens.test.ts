import { expect, test } from 'vitest';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';

const ROBOT = 'robot@shop.iam.gserviceaccount.com';

const made = (): Simulator =>
  createSimulator({
    asInstance: 'projects/shop/zones/us-central1-a/instances/web',
    iam: {
      tokens: { 'refresh-of-alice': 'user:alice@example.com', 'refresh-of-bob': 'user:bob@example.com' },
      policies: {
        [`projects/shop/serviceAccounts/${ROBOT}`]: {
          bindings: [{ role: 'roles/iam.serviceAccountTokenCreator', members: ['user:alice@example.com'] }],
        },
      },
    },
  });

async function json(response: Promise<Response>): Promise<Readonly<Record<string, unknown>>> {
  // What tokens come as, or why there is none.
  return (await (await response).json()) as Readonly<Record<string, unknown>>;
}

const post = (simulator: Simulator, url: string, fields: Record<string, string>): Promise<Response> =>
  simulator.fetch(url, { method: 'POST', body: String(new URLSearchParams(fields)) });

const OAUTH = 'https://oauth2.googleapis.com/token';

test('the key of an account is answered with a token of that account', async () => {
  const simulator = made();
  const claims = Buffer.from(JSON.stringify({ iss: ROBOT, scope: 'x' })).toString('base64url');
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: `e30.${claims}.c2ln` };
  const { access_token: token } = await json(post(simulator, OAUTH, grant));
  expect(simulator.iam.principalOf(String(token))).toBe(`serviceAccount:${ROBOT}`);
});

test('a refresh token that the option names is that of its user, and no other is of anybody', async () => {
  const simulator = made();
  const { access_token: token } = await json(
    post(simulator, OAUTH, { grant_type: 'refresh_token', refresh_token: 'refresh-of-alice' }),
  );
  expect(simulator.iam.principalOf(String(token))).toBe('user:alice@example.com');
  const answer = await post(simulator, OAUTH, { grant_type: 'refresh_token', refresh_token: 'other' });
  expect(answer.status).toBe(400);
  const refused = await json(Promise.resolve(answer));
  expect(refused).toMatchObject({ error: 'invalid_grant' });
  expect(refused['error_description']).toMatch(/iam\.tokens/);
  expect(
    await json(simulator.fetch(`https://oauth2.googleapis.com/tokeninfo?access_token=${String(token)}`)),
  ).toMatchObject({
    email: 'alice@example.com',
  });
});

test('an instance has the token of its account', async () => {
  const simulator = made();
  const url = 'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token';
  const { access_token: token } = await json(simulator.fetch(url, { headers: { 'metadata-flavor': 'Google' } }));
  expect(simulator.iam.principalOf(String(token))).toBe('serviceAccount:gcepool@simulator.invalid');
});

test('who may act as an account gets its token, and nobody else', async () => {
  const simulator = made();
  const url = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${ROBOT}:generateAccessToken`;
  const as = (token: string): Promise<Response> =>
    simulator.fetch(url, { method: 'POST', body: '{}', headers: { authorization: `Bearer ${token}` } });
  const { accessToken } = await json(as('refresh-of-alice'));
  expect(simulator.iam.principalOf(String(accessToken))).toBe(`serviceAccount:${ROBOT}`);
  expect((await as('refresh-of-bob')).status).toBe(403);
  expect((await as('other')).status).toBe(401);
});

test('what can be the name of no account is refused as what is of nobody', async () => {
  const simulator = made();
  const claims = Buffer.from(JSON.stringify({ iss: 'no address' })).toString('base64url');
  const answer = await post(simulator, OAUTH, { assertion: `e30.${claims}.c2ln` });
  expect(answer.status).toBe(400);
  expect(await json(Promise.resolve(answer))).toMatchObject({ error: 'invalid_grant' });
  simulator.iam.setPolicy('projects/-', {
    bindings: [{ role: 'roles/iam.serviceAccountTokenCreator', members: ['user:alice@example.com'] }],
  });
  for (const account of ['%zz', 'x', 'a%20b', '-']) {
    const url = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`;
    const headers = { authorization: 'Bearer refresh-of-alice' };
    const { status } = await simulator.fetch(url, { method: 'POST', body: '{}', headers });
    expect(`${account} ${status}`).toBe(`${account} 403`);
  }
});

test('where nothing is enforced everybody gets the same token', async () => {
  const simulator = createSimulator();
  const { access_token: token } = await json(post(simulator, OAUTH, { refresh_token: 'whatever' }));
  expect(token).toBe('gcepool-simulator-token');
});
