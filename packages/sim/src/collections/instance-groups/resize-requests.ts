import { invalid, required } from '../../kernel/refusal.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { parentOf } from '../../kernel/resource-path.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { checkGroupSize } from './largest-group.ts';
import { resizeManager } from './managed-instance-group.ts';
import { makeNamedInstances } from './named-instances.ts';

type ResizeRequest = Resource<'InstanceGroupManagerResizeRequest'>;

/** The group that a request is about: requests are nested in it. */
const managerOf = (path: string): string => parentOf(parentOf(path));

function complete(draft: Draft<ResizeRequest>, { before }: WriteContext<ResizeRequest>): void {
  if (before !== undefined) return;
  // There is room for all machines here.
  draft.state = 'SUCCEEDED';
  draft.status = {};
}

function check({ instances, resizeBy }: ResizeRequest, { before }: WriteContext<ResizeRequest>): void {
  if (before !== undefined) return;
  if (instances !== undefined && resizeBy !== undefined) {
    throw invalid('resource.resizeBy', resizeBy, "This field cannot be used together with 'instances'.");
  }
  if (instances === undefined && resizeBy === undefined) throw required('resource.resizeBy');
  if (resizeBy !== undefined && resizeBy < 1) throw invalid('resource.resizeBy', resizeBy, 'Must be at least 1.');
}

/** Makes the instances at once, and lets the group be larger by as many. */
function onWrite(resource: ResizeRequest, { before, call, path, transaction }: WriteContext<ResizeRequest>): void {
  const managerPath = managerOf(path);
  const manager = find(transaction, 'instanceGroupManagers', managerPath);
  if (before !== undefined || manager === undefined) return;
  const { instances = [], resizeBy = instances.length } = resource;
  checkGroupSize('resource.resizeBy', (manager.resource.targetSize ?? 0) + resizeBy);
  if (instances.length > 0) makeNamedInstances(managerPath, manager, instances, call, transaction);
  resizeManager(managerPath, (manager.resource.targetSize ?? 0) + resizeBy, transaction);
}

/** No request waits here, and only those that do can be cancelled (documented). */
const cancel: Verb<JsonObject, ResizeRequest> = ({ path }) => {
  throw invalid('resizeRequest', path, 'Cancel is only possible for requests that are accepted in the queue.');
};

export const resizeRequests: Collection = defineCollection({
  name: 'resizeRequests',
  collections: ['instanceGroupManagerResizeRequests', 'regionInstanceGroupManagerResizeRequests'],
  lifecycle: { complete, check, onWrite },
  verbs: { cancel },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'instanceGroupManagerResizeRequests.insert',
          sentence: 'Creates a new resize request that starts provisioning VMs immediately or queues VM creation.',
        },
        {
          describedAt: 'InstanceGroupManagerResizeRequest.resizeBy',
          sentence: "The group's target size will be increased by this number.",
        },
      ],
      cancel: {
        describedAt: 'instanceGroupManagerResizeRequests.cancel',
        sentence: 'Cancel is only possible for requests that are accepted in the queue.',
      },
    },
    lacking: { insert: 'requestedRunDuration: the instances stay' },
  },
});
