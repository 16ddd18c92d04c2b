import type { Json } from '../../kernel/json.ts';
import { isObject, isSame } from '../../kernel/json.ts';
import type { Resource } from '../../wire/wire.ts';

type Properties = Resource<'InstanceProperties'>;

/** What an update does to an instance, the least disruptive first. */
export const UPDATE_ACTIONS = ['NONE', 'REFRESH', 'RESTART', 'REPLACE'] as const;

export type UpdateAction = (typeof UPDATE_ACTIONS)[number];

/**
 * What of an instance can be changed while it runs, and what while it is stopped, by Google's guide to updating the properties of an
 * instance. Whatever else differs takes a new instance: further disks as well, though the guide says that they come and go while it runs.
 */
const REFRESHED = ['labels', 'metadata', 'tags'] as const;
const RESTARTED = [
  'guestAccelerators',
  'machineType',
  'minCpuPlatform',
  'serviceAccounts',
  'shieldedInstanceConfig',
] as const;

/** The fields that an update in place gives an instance. */
export const UPDATED_IN_PLACE: readonly ((typeof REFRESHED)[number] | (typeof RESTARTED)[number])[] = [
  ...REFRESHED,
  ...RESTARTED,
];

const actionOf = (field: keyof Properties): UpdateAction => {
  if (REFRESHED.some((refreshed) => refreshed === field)) return 'REFRESH';
  return RESTARTED.some((restarted) => restarted === field) ? 'RESTART' : 'REPLACE';
};

export const isMoreDisruptive = (action: UpdateAction, other: UpdateAction): boolean =>
  UPDATE_ACTIONS.indexOf(action) > UPDATE_ACTIONS.indexOf(other);

export const moreDisruptive = (action: UpdateAction, other: UpdateAction): UpdateAction =>
  isMoreDisruptive(action, other) ? action : other;

/** Every template gives its metadata a fingerprint of its own. */
function withoutFingerprint(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const { fingerprint: _, ...kept } = value;
  return kept;
}

/** The least that makes an instance of one template one of another template. */
export function actionBetween(from: Properties, to: Properties): UpdateAction {
  // Both are properties of templates, so that their names are those of properties.
  const fields = new Set([...Object.keys(from), ...Object.keys(to)]) as ReadonlySet<keyof Properties>;
  // An instance knows its template by its metadata.
  let action: UpdateAction = 'REFRESH';
  for (const field of fields) {
    if (!isSame(withoutFingerprint(from[field]), withoutFingerprint(to[field])))
      action = moreDisruptive(action, actionOf(field));
  }
  return action;
}
