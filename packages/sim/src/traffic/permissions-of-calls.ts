import type { ApiRequest } from '../api/request.ts';
import type { LeastPrivilege, NeedOfCall } from '../iam/least-privilege.ts';
import { leastPrivilege } from '../iam/least-privilege.ts';
import type { Need } from '../iam/need.ts';
import type { JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { readFields, readText, show } from '../read-fields.ts';
import type { LoggedCall } from './logged-call.ts';

/** Which calls are looked at, and what they are compared with. */
export interface CalledPermissionsOptions {
  /** A mark: only calls after it. Default: all that are remembered. */
  readonly since?: number;
  /** Only calls of this user, by the address that the log shows. Default: of all. */
  readonly user?: string;
  /** Predefined roles to compare with: what they permit beside, and what they lack. Default: none. */
  readonly roles?: readonly string[];
}

/** Says what calls need. */
export interface CallNeeds {
  /** @param stored gives the resource of a path as it was */
  readonly ofRequest: (request: ApiRequest, stored: (path: string) => JsonObject | undefined) => readonly Need[];
  readonly ofMethod: (id: string, path: string) => readonly Need[];
}

/** @throws TypeError for a field that makes no sense */
export function checkPermissionsOptions(options: unknown): CalledPermissionsOptions {
  const { user, roles } = readFields(options, 'calls.permissions', ['since', 'user', 'roles']);
  if (user !== undefined) readText(user, 'user in calls.permissions');
  if (roles !== undefined && (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string'))) {
    throw new TypeError(`roles in calls.permissions must be a list of names of roles; got ${show(roles)}`);
  }
  // All its fields were looked at, but for the mark, which the log knows.
  return options as CalledPermissionsOptions;
}

/** What calls needed, whether or not permissions were enforced. A call that was refused for anything else needed what it needs. */
export function permissionsOfCalls(
  calls: readonly LoggedCall[],
  { user, roles }: CalledPermissionsOptions,
  needs: CallNeeds,
  storedNow: (path: string) => JsonObject | undefined,
): LeastPrivilege {
  const inserted = new Map<string, JsonObject>();
  const found: NeedOfCall[] = [];
  let unread = 0;
  for (const call of calls) {
    const { method, path, isMutation, more, status } = call;
    const request = more?.request;
    if (request !== undefined && more?.created !== undefined) rememberBody(inserted, more.created, request);
    if (method === undefined || (user !== undefined && call.user !== user)) continue;
    if (isMutation && request === undefined) unread++;
    const stored = (of: string): JsonObject | undefined => inserted.get(of) ?? storedNow(of);
    const needed = request === undefined ? needs.ofMethod(method, path) : needs.ofRequest(request, stored);
    const isRefused = status === 403 && more?.reason === 'forbidden';
    for (const need of needed) found.push({ ...need, method, isRefused });
  }
  return leastPrivilege(found, unread, roles);
}

/** What was made and is gone may have decided what it took to delete it. */
function rememberBody(inserted: Map<string, JsonObject>, path: string, { body }: ApiRequest): void {
  try {
    const json: unknown = JSON.parse(typeof body === 'string' ? body : '');
    if (isObject(json)) inserted.set(path, json);
  } catch {
    // It was inserted by what is no JSON text, and tells nothing.
  }
}
