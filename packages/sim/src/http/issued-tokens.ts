import type { Iam } from '../iam/iam.ts';
import { emailOf, refusalOfPrincipal } from '../iam/member.ts';
import { accountIn } from '../iam/principal-token.ts';
import type { HttpAnswer } from './http-answer.ts';

/** A request for a token. */
export interface TokenRequest {
  /** Without the query. */
  readonly path: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What of a simulator says whose tokens are. */
export type TokenIssuer = Pick<Iam, 'isEnforced' | 'permits' | 'principalOf' | 'tokenOf'>;

const IMPERSONATION = /\/serviceAccounts\/([^/:]+):generateAccessToken$/;

/**
 * Whose the token is that is asked for, by what shows it: the assertion of a key, the refresh token or the subject token that the option
 * `iam` names, the account that is to be acted as.
 *
 * @returns an answer that says no, in the form of the endpoint
 */
export function principalOfRequest(request: TokenRequest, iam: TokenIssuer): string | HttpAnswer {
  const impersonated = IMPERSONATION.exec(request.path)?.[1];
  if (impersonated !== undefined) return impersonation(impersonated, request, iam);
  const fields = fieldsOf(request);
  const assertion = fields.get('assertion') ?? '';
  const account = principalOfAccount(accountIn(assertion) ?? '');
  if (account !== undefined) return account;
  const shown =
    fields.get('refresh_token') ??
    fields.get('subject_token') ??
    fields.get('subjectToken') ??
    fields.get('access_token') ??
    '';
  return (
    iam.principalOf(shown) ??
    refused(400, {
      error: 'invalid_grant',
      error_description:
        'Bad Request: this simulator enforces permissions and knows nobody by these credentials; name their refresh token or subject ' +
        'token in iam.tokens, or use the key of a service account',
    })
  );
}

/** Whose a token is that somebody asks about. */
export const emailOfToken = (request: TokenRequest, iam: TokenIssuer): string | undefined => {
  const principal = iam.principalOf(fieldsOf(request).get('access_token') ?? '');
  return principal === undefined ? undefined : emailOf(principal);
};

function impersonation(written: string, { headers }: TokenRequest, iam: TokenIssuer): string | HttpAnswer {
  const caller = iam.principalOf(/^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? '');
  const email = decoded(written);
  const account = principalOfAccount(email);
  const project = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(email)?.[1] ?? '-';
  const resource = `projects/${project}/serviceAccounts/${email}`;
  if (
    caller !== undefined &&
    account !== undefined &&
    iam.permits(caller, 'iam.serviceAccounts.getAccessToken', resource)
  ) {
    return account;
  }
  const message = `Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).`;
  return caller === undefined
    ? refused(401, {
        error: { code: 401, message: 'Request had invalid authentication credentials.', status: 'UNAUTHENTICATED' },
      })
    : refused(403, { error: { code: 403, message, status: 'PERMISSION_DENIED' } });
}

/** Undefined for what can be the address of no account. */
function principalOfAccount(email: string): string | undefined {
  const principal = `serviceAccount:${email}`;
  return refusalOfPrincipal(principal) === undefined ? principal : undefined;
}

/** What is no encoding stays as it is, and is the address of nobody. */
function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** Clients send forms, and some JSON. */
function fieldsOf({ url, body }: TokenRequest): URLSearchParams {
  const fields = new URLSearchParams(url.split('?', 2)[1] ?? '');
  const text = typeof body === 'string' ? body : '';
  if (text.trimStart().startsWith('{')) {
    for (const [name, value] of Object.entries(parsed(text))) if (typeof value === 'string') fields.set(name, value);
  } else for (const [name, value] of new URLSearchParams(text)) fields.set(name, value);
  return fields;
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

const refused = (status: number, body: object): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: `${JSON.stringify(body, undefined, 2)}\n`,
});
