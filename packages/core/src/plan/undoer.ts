import type { Operation } from '@gcepool/api';
import type { InstanceGroups } from '../cloud/cloud.ts';
import { codeOf, messageOf } from '../cloud/cloud-error.ts';
import { lastSegment } from '../cloud/link.ts';
import type { Writer } from '../names/description.ts';
import type { UndoableChange } from './undoable-change.ts';

/** Lists what was asked of a group, such as of `zones/us-central1-a/instanceGroups/k8s-ig--uid`. */
export type GroupOperations = (resource: string) => Promise<readonly Operation[]>;

/** The same of a node pool that lists them. */
export function groupOperations(nodePool: () => Pick<InstanceGroups, 'listInstanceGroupOperations'>): GroupOperations {
  return async (resource) => {
    const [, zone = '', , name = ''] = resource.split('/');
    return (await nodePool().listInstanceGroupOperations?.(name, zone)) ?? [];
  };
}

/** What reading them takes, beside what all else does. */
const PERMISSION = 'compute.zoneOperations.list';

/** Who undid a change, or why nobody knows. */
export type Undoer = Writer | { readonly unknown: string };

/**
 * Who undid a change: of what bears a mark whoever it names; of a group, which bears none, the account that last asked for an
 * operation of the kind that undoes it.
 */
export async function undoerOf(
  { resource, writer, undoneBy }: UndoableChange,
  operationsOf: GroupOperations | undefined,
): Promise<Undoer> {
  if (writer !== undefined) return writer;
  try {
    const operations = (await operationsOf?.(resource)) ?? [];
    const last = operations
      .filter(({ operationType = '' }) => methodOf(operationType) === undoneBy)
      .toSorted((one, other) => timeOf(one) - timeOf(other))
      .at(-1);
    if (last?.user === undefined) return { unknown: `no ${undoneBy} of it is known any more` };
    return { name: `${last.user} (by ${undoneBy})`, time: last.insertTime ?? 'an unknown time' };
  } catch (error) {
    const why = messageOf(error);
    return { unknown: codeOf(error) === 403 ? `reading its operations takes ${PERMISSION}: ${why}` : why };
  }
}

/** Of some methods GCE says the whole name: `compute.instanceGroups.addInstances`. */
const methodOf = (operationType: string): string => lastSegment(operationType.replaceAll('.', '/'));

const timeOf = ({ insertTime = '' }: Operation): number => Date.parse(insertTime) || 0;
