import { modelOf } from '@gcepool/api/models';
import { collections } from './collections/generated/collections.ts';
import { Registry } from './collections/registry.ts';
import type { LeastPrivilege } from './iam/least-privilege.ts';
import { Needs } from './iam/needs.ts';
import { payloadText } from './api/payload.ts';
import { callNeeds } from './traffic/call-needs.ts';
import type { LoggedCall } from './traffic/logged-call.ts';
import type { CalledPermissionsOptions } from './traffic/permissions-of-calls.ts';
import { checkPermissionsOptions, permissionsOfCalls } from './traffic/permissions-of-calls.ts';
import type { RequestPolicy } from './api/request.ts';
import { methodIdOf } from './api/request.ts';
import { asString, isObject } from './kernel/json.ts';

/**
 * What requests need to be permitted that somebody wrote down: each has an HTTP `method` and `url`, and its body as `body` or `requestBody`,
 * as recordings have them; or the id of a method of the API as `method` and a `path`, as calls in logs have them, of which what their
 * bodies referred to is not known.
 *
 * @throws TypeError for an option that makes no sense, and for a role that is not known
 */
export function permissionsOfRequests(
  requests: readonly object[],
  options: CalledPermissionsOptions = {},
): LeastPrivilege {
  const checked = checkPermissionsOptions(options);
  const registry = new Registry(collections);
  const policy: RequestPolicy = {
    isStrict: false,
    isTokenRequired: false,
    collectionOf: ({ method, segment }) => registry.of(method.collection, segment),
  };
  const calls = requests.map((request, index) => loggedCall(request, index + 1));
  return permissionsOfCalls(calls, checked, callNeeds(new Needs(registry), policy), () => undefined);
}

const HTTP_METHOD = /^(?:GET|POST|PUT|PATCH|DELETE)$/;

function loggedCall(written: object, sequence: number): LoggedCall {
  const {
    method: named,
    url,
    path,
    user,
    status,
    reason,
    body,
    requestBody,
  } = {
    method: undefined,
    url: undefined,
    path: undefined,
    user: undefined,
    status: undefined,
    reason: undefined,
    body: undefined,
    requestBody: undefined,
    ...written,
  } satisfies Readonly<Record<string, unknown>>;
  const isRequest = HTTP_METHOD.test(textOf(named));
  const sent = body ?? requestBody ?? undefined;
  const request = {
    method: textOf(named),
    url: textOf(url),
    ...(sent === undefined ? {} : { body: payloadText(sent) }),
  };
  const method = isRequest ? methodIdOf(request) : textOf(named) || undefined;
  const isMutation = !isRequest && isChange(method);
  const isInsert = method?.endsWith('.insert') === true;
  const target = isRequest ? textOf(url).replace(/^.*?(?=projects\/)/, '') : textOf(path);
  const name = isObject(sent) ? asString(sent['name']) : '';
  return {
    sequence,
    time: 0,
    method,
    httpMethod: request.method,
    path: target,
    user: textOf(user),
    status: typeof status === 'number' ? status : 200,
    isMutation,
    isAccepted: true,
    before: 0,
    commands: 0,
    more: {
      reason: textOf(reason) || undefined,
      ...(isRequest ? { request } : {}),
      ...(isInsert && name !== '' ? { created: `${target.replace(/[?#].*$/, '')}/${name}` } : {}),
    },
  };
}

const isChange = (id: string | undefined): boolean =>
  id !== undefined && modelOf('v1').findMethod(id)?.operationScope !== undefined;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
