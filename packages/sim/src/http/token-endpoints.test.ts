import { expect, test } from 'vitest';
import { answerTokens } from './token-endpoints.ts';

const NOW = Date.parse('2026-01-05T08:00:00Z');
const SECRET = '1//secret-refresh-token';

const post = (path: string, body: string): Record<string, unknown> =>
  JSON.parse(answerTokens('POST', path, body, NOW).text) as Record<string, unknown>;

test('a refresh token and an assertion become a token, and come back in no answer', () => {
  const sent = `grant_type=refresh_token&refresh_token=${encodeURIComponent(SECRET)}`;
  const token = post('/token', sent);
  expect(token).toMatchObject({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3599 });
  expect(JSON.stringify(token)).not.toContain('secret');
});

test('a token of another identity provider is exchanged', () => {
  expect(post('/v1/token', '{"subjectToken":"t"}')).toMatchObject({
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  });
});

test('an account is impersonated', () => {
  const path = '/v1/projects/-/serviceAccounts/a@b.iam:generateAccessToken';
  expect(post(path, '{"scope":["s"]}')).toEqual({
    accessToken: expect.any(String),
    expireTime: '2026-01-05T08:59:59.000Z',
  });
});

test('an identity token is for whom it was asked', () => {
  const path = '/v1/projects/-/serviceAccounts/a@b.iam:generateIdToken';
  const { token } = post(path, '{"audience":"https://service.example"}');
  const claims = JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as object;
  expect(claims).toMatchObject({ aud: 'https://service.example', exp: NOW / 1000 + 3599 });
});

test('what is no POST is refused', () => expect(answerTokens('GET', '/token', undefined, NOW).status).toBe(400));
