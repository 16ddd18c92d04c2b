import { readFile } from 'node:fs/promises';
import type { CalledPermissionsOptions, LeastPrivilege } from '@gcepool/sim';
import { permissionsOfRequests } from '@gcepool/sim';
import { askControl } from '../commands/ask-control.ts';
import { usageFailure } from '../failure.ts';
import { whyUnreadable } from '../why-unreadable.ts';

/** What was called, as whoever measures reads it. */
type Requests = Parameters<typeof permissionsOfRequests>[0];

/**
 * What the calls of a log needed: of a running simulator, by its URL; or of a file of lines of JSON, as `gcepool sim --log json` prints and
 * `gcepool record` writes them.
 *
 * @throws Failure for what is no log, and for roles that are not known
 */
export async function loggedPermissions(log: string, options: CalledPermissionsOptions): Promise<LeastPrivilege> {
  if (/^https?:\/\//.test(log)) return ofSimulator(log.replace(/\/$/, ''), options);
  const text = await readFile(log, 'utf8').catch((error: unknown) => {
    throw usageFailure(`--from-log ${log}: cannot be read: ${whyUnreadable(error)}`, error);
  });
  try {
    return permissionsOfRequests(requestsIn(log, text), options);
  } catch (error) {
    if (error instanceof TypeError) throw usageFailure(error.message, error);
    throw error;
  }
}

async function ofSimulator(url: string, { user, roles }: CalledPermissionsOptions): Promise<LeastPrivilege> {
  const answer = await askControl(url, '/permissions', { user, roles: roles?.join(',') });
  return answer as LeastPrivilege; // what the control plane answers there
}

function requestsIn(log: string, text: string): Requests {
  return text.split('\n').flatMap((line, index) => {
    // What else `gcepool sim` prints is about no call.
    if (!line.startsWith('{')) return [];
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === 'object' && value !== null) return [value];
    } catch (error) {
      throw usageFailure(`--from-log ${log}: line ${index + 1} is no JSON`, error);
    }
    return [];
  });
}
