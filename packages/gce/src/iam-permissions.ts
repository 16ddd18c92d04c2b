import { signerOf } from './credentials.ts';
import { listOr, objectOr, parseJson, stringOr } from './json.ts';
import { abortedCall, malformedAnswer, noAnswer, notSent } from './no-answer.ts';
import type { GceCloudOptions } from './options.ts';
import { refusal } from './refusal.ts';
import { withinTime } from './within-time.ts';

/** What whoever asks may do, as Resource Manager knows. */
export interface IamPermissions {
  /**
   * Those of these permissions that the caller has on the project. Conditions and roles on single resources are not looked at:
   * what they alone grant is not among them. Asking takes no permission, and Resource Manager must be enabled where the
   * credentials belong to.
   */
  readonly testIamPermissions: (
    permissions: readonly string[],
    options?: { readonly signal?: AbortSignal },
  ) => Promise<string[]>;
}

/** Source: https://cloud.google.com/resource-manager/reference/rest/v1/projects/testIamPermissions, which `compute` does not suffice for. */
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform.read-only';
const TIMEOUT_MS = 10_000;

/** The permissions on the project of these options. */
export function iamPermissions(options: GceCloudOptions): IamPermissions {
  const { project, endpoint, fetch: fetchImplementation } = options;
  const subject = { method: 'projects.testIamPermissions', resource: `projects/${project}` };
  return {
    testIamPermissions: (permissions, { signal: callerSignal } = {}) =>
      withinTime(TIMEOUT_MS, [options.signal, callerSignal], async (signal) => {
        const signer = await signerOf(options, SCOPE).catch((error: unknown) => {
          throw notSent(subject, error);
        });
        const request = signer.request<string>({
          url: urlOf(project, signer.universeDomain, endpoint),
          method: 'POST',
          data: { permissions },
          responseType: 'text',
          retry: false,
          validateStatus: () => true,
          signal,
          ...(fetchImplementation && { fetchImplementation }),
        });
        const { status, data: text } = await request.catch((error: unknown) => {
          throw signal.aborted ? abortedCall(subject, signal, true) : noAnswer(subject, error);
        });
        const answer = { status, text };
        if (answer.status < 200 || answer.status > 299) throw refusal(subject, answer, undefined);
        const json = parseJson(answer.text);
        if (json === undefined) throw malformedAnswer(subject, answer.status);
        return listOr(objectOr(json)['permissions']).flatMap((permission) => stringOr(permission) ?? []);
      }),
  };
}

/** A simulator answers for all of Google at its own address; an endpoint of Google's own is one of the Compute API alone. */
function urlOf(project: string, universeDomain: string, endpoint: string | undefined): string {
  const own = endpoint === undefined ? undefined : new URL(endpoint);
  const origin =
    own === undefined || own.hostname.endsWith(`.${universeDomain}`)
      ? `https://cloudresourcemanager.${universeDomain}`
      : own.origin;
  return `${origin}/v1/projects/${encodeURIComponent(project)}:testIamPermissions`;
}
