import { invalid } from '../../kernel/refusal.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { find, scanUsersIn } from '../../wire/find.ts';
import type { WriteContext } from '../context.ts';
import { checkSameScope } from '../same-scope.ts';
import { checkGroupSize } from './largest-group.ts';
import { checkAutoscalingPolicy } from './autoscaling-policy-rules.ts';
import { resizeManager } from './managed-instance-group.ts';
import { isStateful } from './stateful-rules.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Autoscaler = Resource<'Autoscaler'>;
type Policy = Resource<'AutoscalingPolicy'>;

/** What an autoscaler keeps hidden, until it is read. */
interface HiddenOfAutoscaler {
  readonly recommendedSize: number;
}

const SIGNALS: readonly (keyof Policy)[] = [
  'cpuUtilization',
  'customMetricUtilizations',
  'loadBalancingUtilization',
  'scalingSchedules',
];

function complete(draft: Draft<Autoscaler>): void {
  const policy: Draft<Policy> = { coolDownPeriodSec: 60, mode: 'ON', ...draft.autoscalingPolicy };
  if (!SIGNALS.some((signal) => policy[signal] !== undefined)) policy.cpuUtilization = {};
  if (policy.cpuUtilization !== undefined) {
    policy.cpuUtilization = { utilizationTarget: 0.6, ...policy.cpuUtilization };
  }
  draft.autoscalingPolicy = policy;
  draft.status = 'ACTIVE';
}

function check(resource: Autoscaler, { call, path, transaction }: WriteContext<Autoscaler>): void {
  checkAutoscalingPolicy(resource.autoscalingPolicy ?? {});
  checkSameScope(resource, ['target'], call);
  const target = pathOf(resource.target ?? '') ?? '';
  const manager = find(transaction, 'instanceGroupManagers', target);
  const isOff = resource.autoscalingPolicy?.mode === 'OFF';
  if (!isOff && manager !== undefined && isStateful(manager.resource, manager)) {
    // A limitation in the guide that `checkStateful` follows.
    throw invalid('resource.target', resource.target, 'A stateful group cannot be autoscaled.');
  }
  let other: string | undefined;
  scanUsersIn(transaction.state, 'autoscalers', target, (_autoscaler, user) => {
    if (user !== path) other = user;
  });
  if (other !== undefined) {
    throw invalid('resource.target', resource.target, `The group is scaled by '${other}' already.`);
  }
}

/** Load is not simulated: a group keeps its size as far as the policy lets it. @returns that size */
function scale(resource: Autoscaler, transaction: Transaction): number {
  const { maxNumReplicas, minNumReplicas = 1, mode } = resource.autoscalingPolicy ?? {};
  const target = pathOf(resource.target ?? '') ?? '';
  const current = find(transaction, 'instanceGroupManagers', target)?.resource.targetSize ?? 0;
  const least = Math.max(current, minNumReplicas);
  const mayShrink = mode !== 'ONLY_SCALE_OUT' && mode !== 'ONLY_UP';
  const size = mayShrink ? Math.min(least, Number(maxNumReplicas)) : least;
  checkGroupSize('resource.autoscalingPolicy.minNumReplicas', size);
  if (mode !== 'OFF' && size !== current) resizeManager(target, size, transaction);
  return size;
}

export const autoscalers: Collection = defineCollection({
  name: 'autoscalers',
  collections: ['autoscalers', 'regionAutoscalers'],
  body: { required: ['target'] },
  references: { 'Autoscaler.target': { to: ['instanceGroupManagers'] } },
  lifecycle: {
    immutable: ['target'],
    complete,
    check,
    onWrite: (resource, { transaction }) =>
      ({ recommendedSize: scale(resource, transaction) }) satisfies HiddenOfAutoscaler,
  },
  reading: {
    derive: (_path, { hidden }) => {
      // Only `onWrite` keeps something under that name.
      const { recommendedSize } = (hidden as HiddenOfAutoscaler | undefined) ?? {};
      return recommendedSize === undefined ? {} : { recommendedSize };
    },
  },
  operations: {
    // As those of what they scale, which were observed.
    types: {
      insert: 'compute.autoscalers.insert',
      delete: 'compute.autoscalers.delete',
      patch: 'compute.autoscalers.patch',
      update: 'compute.autoscalers.update',
    },
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'AutoscalingPolicy.maxNumReplicas',
          sentence: 'The maximum number of replicas must not be lower than minimal number of replicas.',
        },
        {
          describedAt: 'AutoscalingPolicy.coolDownPeriodSec',
          sentence: 'The default initialization period is 60 seconds.',
        },
        {
          describedAt: 'AutoscalingPolicyCpuUtilization.utilizationTarget',
          sentence: 'If not specified, the default is0.6.',
        },
        {
          describedAt: 'AutoscalingPolicyCpuUtilization.utilizationTarget',
          sentence: 'Must be a float value in the range (0, 1].',
        },
        {
          describedAt: 'AutoscalingPolicy.scalingSchedules',
          sentence: 'Up to 128 scaling schedules are allowed.',
        },
      ],
    },
    assumed: {
      patch: 'A changed policy is completed and checked as a new one, and scales the group at once.',
      update: 'A changed policy is completed and checked as a new one, and scales the group at once.',
    },
    lacking: { insert: 'load: a group keeps its size as far as the policy lets it' },
  },
});
