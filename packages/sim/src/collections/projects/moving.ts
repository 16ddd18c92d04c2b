import type { Json, JsonObject } from '../../kernel/json.ts';
import { isObject } from '../../kernel/json.ts';
import type { Entry } from '../../kernel/entry.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { collectionOf, nameOf, parseScope } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { moveResource } from '../move-resource.ts';
import { isZone, regionOfZone } from '../geography.ts';
import type { Verb } from '../verb.ts';

type Move = Resource<'DiskMoveRequest'>;

/** Where something is moved from and to. */
interface Way {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** @throws Refusal for a target that there is not, or a zone that it cannot go to */
function wayOf(
  target: string,
  field: 'targetDisk' | 'targetInstance',
  destinationZone: string,
  project: string,
  transaction: Transaction,
): Way {
  if (target === '') throw required(`resource.${field}`);
  if (destinationZone === '') throw required('resource.destinationZone');
  const path = referencedPath(target, project) ?? '';
  if (transaction.get(path) === undefined) throw notFound(path);
  const zone = nameOf(destinationZone);
  if (!isZone(zone)) {
    throw invalid('resource.destinationZone', destinationZone, 'There is no such zone.');
  }
  return { path, from: parseScope(path).scope, to: `projects/${project}/zones/${zone}` };
}

/** What is in another zone then: every link into the one that it leaves leads into that. */
function moved(entry: Entry, { from, to }: Way): Entry {
  const [old, now] = [linkOf(from), linkOf(to)];
  const relinked = (value: Json): Json => {
    if (typeof value === 'string') {
      return value === old || value.startsWith(`${old}/`) ? now + value.slice(old.length) : value;
    }
    if (Array.isArray(value)) return value.map(relinked);
    return isObject(value) ? relinkedFields(value) : value;
  };
  const relinkedFields = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [name, value === undefined ? value : relinked(value)]),
    );
  return { ...entry, resource: relinkedFields(entry.resource) };
}

function move(way: Way, transaction: Transaction): void {
  const entry = transaction.get(way.path);
  if (entry === undefined) throw notFound(way.path);
  const to = `${way.to}/${collectionOf(way.path)}/${nameOf(way.path)}`;
  moveResource(way.path, to, moved(entry, way), transaction);
}

const moveDisk: Verb<Move> = ({ body: { targetDisk = '', destinationZone = '' }, project }, transaction) => {
  move(wayOf(targetDisk, 'targetDisk', destinationZone, project, transaction), transaction);
  return { operation: 'running' };
};

/** The instance goes first, for its disks are in use as long as it is there. */
const moveInstance: Verb<Resource<'InstanceMoveRequest'>> = (call, transaction) => {
  const { targetInstance = '', destinationZone = '' } = call.body;
  const way = wayOf(targetInstance, 'targetInstance', destinationZone, call.project, transaction);
  if (regionOfZone(nameOf(way.from)) !== regionOfZone(nameOf(way.to))) {
    throw invalid('resource.destinationZone', destinationZone, 'It must be in the region of the instance.');
  }
  const disks = find(transaction, 'instances', way.path)?.resource.disks ?? [];
  move(way, transaction);
  for (const { source } of disks) {
    const path = pathOf(source ?? '');
    if (path !== undefined && collectionOf(path) === 'disks') move({ ...way, path }, transaction);
  }
  return { operation: 'running' };
};

/** The verbs that move resources from zone to zone. */
export const movingVerbs: { readonly moveDisk: Verb<Move>; readonly moveInstance: typeof moveInstance } = {
  moveDisk,
  moveInstance,
};
