import { invalid } from '../../kernel/refusal.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { parseScope, projectOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { isGiven } from '../is-given.ts';
import { cidrVersion } from './cidr.ts';
import type { Verb } from '../verb.ts';
import { withoutEmpty } from '../without-empty.ts';
import { projectNumberOf } from '../projects/project-number.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type AdvertisedPrefix = Resource<'PublicAdvertisedPrefix'>;
type DelegatedPrefix = Resource<'PublicDelegatedPrefix'>;

/** What both have. */
type Prefix = AdvertisedPrefix & DelegatedPrefix;

/** Announced to the internet or withdrawn, at once: how long the real thing takes is not simulated. */
const setStatus =
  (status: Prefix['status']): Verb<JsonObject, Prefix> =>
  () => ({ set: { status } });

const completeAdvertised = (draft: Draft<AdvertisedPrefix>): void => {
  draft.status ??= 'INITIAL';
};

const completeDelegated = (draft: Draft<DelegatedPrefix>): void => {
  draft.status ??= 'INITIALIZING';
};

/** The prefixes that were made of one, in order of their paths. */
function childrenOf(
  path: string,
  state: State,
): readonly { readonly project: string; readonly prefix: DelegatedPrefix }[] {
  const children: { readonly project: string; readonly prefix: DelegatedPrefix }[] = [];
  scanUsersIn(state, 'publicDelegatedPrefixes', path, ({ resource }, user) => {
    children.push({ project: projectOf(user), prefix: resource });
  });
  return children;
}

function shownPrefixes(path: string, state: State): Partial<AdvertisedPrefix> {
  const publicDelegatedPrefixs = childrenOf(path, state).map(({ project, prefix }) => {
    const { name, ipCidrRange: ipRange, region, status } = prefix;
    return withoutEmpty({ name, ipRange, project: projectNumberOf(project), region, status });
  });
  return publicDelegatedPrefixs.length > 0 ? { publicDelegatedPrefixs } : {};
}

/** Whether a part is in use is not simulated, so its `status` is not told. */
function shownSubPrefixes(path: string, state: State): Partial<DelegatedPrefix> {
  const publicDelegatedSubPrefixs = childrenOf(path, state).map(({ project, prefix }) => {
    const { name, description, ipCidrRange, mode, allocatablePrefixLength, region } = prefix;
    const delegateeProject = project;
    return withoutEmpty({ name, description, ipCidrRange, mode, allocatablePrefixLength, delegateeProject, region });
  });
  return publicDelegatedSubPrefixs.length > 0 ? { publicDelegatedSubPrefixs } : {};
}

/** What prefixes of a mode cannot set (documented). */
const NOT_OF_MODES: {
  readonly [Mode in NonNullable<DelegatedPrefix['mode']>]?: readonly (keyof DelegatedPrefix)[];
} = {
  DELEGATION: ['allocatablePrefixLength'],
  EXTERNAL_IPV6_FORWARDING_RULE_CREATION: ['publicDelegatedSubPrefixs'],
  EXTERNAL_IPV6_SUBNETWORK_CREATION: ['publicDelegatedSubPrefixs'],
  INTERNAL_IPV6_SUBNETWORK_CREATION: ['publicDelegatedSubPrefixs', 'allocatablePrefixLength'],
};

function checkDelegated(prefix: DelegatedPrefix, before: DelegatedPrefix | undefined, isRegional: boolean): void {
  const { mode, ipCidrRange = '', allocatablePrefixLength, publicDelegatedSubPrefixs = [], purpose } = prefix;
  if (purpose !== undefined && isRegional) {
    throw invalid('resource.purpose', purpose, 'It cannot be set for regional public delegated prefixes.');
  }
  if (before?.purpose !== undefined && before.purpose !== purpose) {
    throw invalid('resource.purpose', purpose, 'The field cannot be changed once the resource exists.');
  }
  for (const [index, sub] of publicDelegatedSubPrefixs.entries()) {
    const isWithout = sub.mode !== undefined && NOT_OF_MODES[sub.mode]?.includes('allocatablePrefixLength') === true;
    if (!isWithout || !isGiven(sub.allocatablePrefixLength)) continue;
    const field = `resource.publicDelegatedSubPrefixs[${index}].allocatablePrefixLength`;
    throw invalid(field, sub.allocatablePrefixLength, `It cannot be set for prefixes in ${sub.mode} mode.`);
  }
  for (const field of (mode === undefined ? undefined : NOT_OF_MODES[mode]) ?? []) {
    if (!isGiven(prefix[field])) continue;
    throw invalid(`resource.${field}`, prefix[field], `It cannot be set for prefixes in ${mode} mode.`);
  }
  if (allocatablePrefixLength === undefined || cidrVersion(ipCidrRange) !== 4) return;
  throw invalid('resource.allocatablePrefixLength', allocatablePrefixLength, 'It cannot be set for IPv4 prefixes.');
}

export const publicAdvertisedPrefixes: Collection = defineCollection({
  name: 'publicAdvertisedPrefixes',
  collections: ['publicAdvertisedPrefixes'],
  body: { required: ['ipCidrRange'] },
  lifecycle: { complete: completeAdvertised },
  reading: { derive: (path, _entry, state) => shownPrefixes(path, state) },
  verbs: { announce: setStatus('ANNOUNCED_TO_INTERNET'), withdraw: setStatus('READY_TO_ANNOUNCE') },
  evidence: {
    documented: {
      get: {
        describedAt: 'PublicAdvertisedPrefix.publicDelegatedPrefixs',
        sentence: 'The list of public delegated prefixes that exist for this public advertised prefix.',
      },
      announce: [
        {
          describedAt: 'publicAdvertisedPrefixes.announce',
          sentence: 'Announces the specified PublicAdvertisedPrefix',
        },
        { describedAt: 'PublicAdvertisedPrefix.status', sentence: 'The prefix is announced to Internet.' },
      ],
      withdraw: [
        {
          describedAt: 'publicAdvertisedPrefixes.withdraw',
          sentence: 'Withdraws the specified PublicAdvertisedPrefix',
        },
        {
          describedAt: 'PublicAdvertisedPrefix.status',
          sentence: 'The prefix is currently withdrawn but ready to be announced.',
        },
      ],
    },
    assumed: { insert: 'Nothing is ever validated or configured, so the first state lasts.' },
  },
});

export const publicDelegatedPrefixes: Collection = defineCollection({
  name: 'publicDelegatedPrefixes',
  collections: ['publicDelegatedPrefixes', 'globalPublicDelegatedPrefixes'],
  body: { required: ['parentPrefix'] },
  references: {
    'PublicDelegatedPrefix.parentPrefix': { to: ['publicAdvertisedPrefixes', 'publicDelegatedPrefixes'] },
  },
  lifecycle: {
    complete: completeDelegated,
    check: (prefix, { before, call }) =>
      checkDelegated(prefix, before?.resource, parseScope(call.scope).scopeKind === 'regions'),
  },
  reading: { derive: (path, _entry, state) => shownSubPrefixes(path, state) },
  verbs: { announce: setStatus('ANNOUNCED_TO_INTERNET'), withdraw: setStatus('READY_TO_ANNOUNCE') },
  evidence: {
    documented: {
      get: {
        describedAt: 'PublicDelegatedPrefix.publicDelegatedSubPrefixs',
        sentence: 'The list of sub public delegated prefixes that exist for this public delegated prefix.',
      },
      announce: [
        { describedAt: 'publicDelegatedPrefixes.announce', sentence: 'Announces the specified PublicDelegatedPrefix' },
        {
          describedAt: 'PublicDelegatedPrefix.status',
          sentence: 'The prefix is announced to Internet and within Google.',
        },
      ],
      withdraw: [
        { describedAt: 'publicDelegatedPrefixes.withdraw', sentence: 'Withdraws the specified PublicDelegatedPrefix' },
        {
          describedAt: 'PublicDelegatedPrefix.status',
          sentence: 'The public delegated prefix is currently withdrawn but ready to be announced.',
        },
      ],
    },
    assumed: { insert: 'Nothing is ever provisioned, so the first state lasts.' },
  },
});
