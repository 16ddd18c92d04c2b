import { messageOf, refusalOf } from '@gcepool/core/internal';
import { describeCloud, isLoopback } from '../cloud/choose-cloud.ts';
import type { OpenCloud } from '../cloud/with-cloud.ts';
import { requiredOf } from './needed-permissions.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { oneLine } from '../one-line.ts';
import type { CloudCommand, Extent } from './command-methods.ts';

/**
 * Tells of permissions that are missing before anything is changed. Where that cannot be asked, the work is not kept from beginning:
 * a remark says so.
 *
 * @throws Failure naming those that are missing
 */
export async function requirePermissions(
  { choice, testIamPermissions }: OpenCloud,
  command: CloudCommand,
  extent: Extent,
  { remark }: Pick<Io, 'remark'>,
  signal?: AbortSignal,
): Promise<void> {
  if (choice.kind !== 'gce') return;
  const needed = requiredOf([command], extent);
  const granted = await testIamPermissions(needed, { ...(signal && { signal }) }).catch((error: unknown) => {
    signal?.throwIfAborted();
    // A simulator may be older than this question, and without credentials the work itself ends.
    if ((choice.endpoint === undefined || !isLoopback(choice.endpoint)) && refusalOf(error) !== 'notSent') {
      remark(
        `permissions cannot be looked at beforehand, so a missing one is told when it is met: ${oneLine(messageOf(error))}`,
      );
    }
    return needed;
  });
  const missing = needed.filter((permission) => !granted.includes(permission));
  if (missing.length === 0) return;
  const { project } = choice;
  const flags = [...(extent.nodes ? ['--nodes'] : []), ...(extent.securityPolicies ? ['--security-policies'] : [])];
  const role = ['gcepool permissions', command, ...flags, '--project', project, '--format yaml'].join(' ');
  throw new Failure(
    1,
    `${command}: nothing was changed: on ${describeCloud(choice)}, the permission${missing.length === 1 ? '' : 's'} ${missing.join(', ')} ` +
      `${missing.length === 1 ? 'is' : 'are'} missing; \`${role}\` prints a role with all that it takes; where conditions, or roles on single ` +
      'resources, grant them, use --no-preflight',
  );
}
