import type { JsonObject } from '../kernel/json.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Principal } from './member.ts';
import { emailOf } from './member.ts';
import type { Need } from './need.ts';

/** The answer to whoever shows a token of nobody: Google's words, and the way out. */
export const unknownToken = (): Refusal =>
  new Refusal(
    401,
    'authError',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. ' +
      'See https://developers.google.com/identity/sign-in/web/devconsole-project. ' +
      "(This simulator enforces permissions and knows the token of nobody: name it in iam.tokens, or send one of simulator.iam.tokenOf('user:EMAIL').)",
    { frontEndStatus: 'UNAUTHENTICATED', location: 'Authorization', locationType: 'header' },
  );

/** The answer to a call that needs what its caller does not have: each permission is an error of its own. */
export function forbidden(missing: readonly Need[], principal: Principal): Refusal {
  const [first] = missing;
  if (first?.permission === 'iam.serviceAccounts.actAs' && first.resource.includes('/serviceAccounts/')) {
    return new Refusal(400, 'SERVICE_ACCOUNT_ACCESS_DENIED', accountMessage(first, principal));
  }
  return new ForbiddenCall(missing);
}

class ForbiddenCall extends Refusal {
  readonly #missing: readonly Need[];

  constructor(missing: readonly Need[]) {
    super(403, 'forbidden', messageOf(missing[0]));
    this.#missing = missing;
  }

  override get body(): JsonObject {
    const errors = this.#missing.map((need) => ({
      message: messageOf(need),
      domain: this.domain,
      reason: this.reason,
    }));
    return { error: { code: this.status, message: this.message, errors } };
  }
}

const messageOf = (need: Need | undefined): string =>
  `Required '${need?.permission}' permission for '${need?.resource}'`;

/** In words of its own, which many reports show. */
function accountMessage({ resource }: Need, principal: Principal): string {
  const account = resource.slice(resource.lastIndexOf('/') + 1);
  return (
    `The user does not have access to service account '${account}'.  User: '${emailOf(principal)}'.  ` +
    'Ask a project owner to grant you the iam.serviceAccountUser role on the service account'
  );
}
