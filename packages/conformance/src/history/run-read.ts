import type { Cloud } from '@gcepool/core';
import { lastSegment } from '@gcepool/core/internal';
import type { CloudUnderTest } from './cloud-under-test.ts';
import { LawBrokenError } from './law-broken-error.ts';
import { mustBeDone, mustBeRefused, mustBeSame } from './must.ts';
import { knownOf, mustBeUnchanged, readKnown } from './read-known.ts';
import type { Kind, Name } from './step.ts';

/** Reads a resource twice, the same. */
export async function runGet(under: CloudUnderTest, kind: Kind, name: Name): Promise<void> {
  const full = under.nameOf(name);
  if (!under.known(kind).has(name)) {
    return mustBeRefused(
      under,
      'absent-is-404',
      [404],
      under.calls(kind).get(full),
      `getting ${full}, which is absent,`,
    );
  }
  await mustBeUnchanged(under, 'only-this-changes', kind, name, 'something else');
  await readKnown(under, kind, name, knownOf(under, kind, name).content);
  await mustBeUnchanged(under, 'reads-as-written', kind, name, 'reading it');
}

/** Lists a collection: every resource of the model, each once and as it reads, and no other of these names. */
export async function runList(under: CloudUnderTest, kind: Kind, only?: Name): Promise<void> {
  const filter = only === undefined ? {} : { filter: `name eq "${under.nameOf(only)}"` };
  const call = under.calls(kind).list(filter);
  const all = await mustBeDone('list-agrees-with-get', call, `listing ${kind}`);
  const ours = all.filter(({ name = '' }) => name.startsWith(`${under.place.prefix}-`));
  const listed = ours.map(({ name = '' }) => name).toSorted();
  const known = [...under.known(kind).keys()].map((name) => under.nameOf(name)).toSorted();
  if (only === undefined) {
    mustBeSame(under, 'list-agrees-with-get', listed, known, `the list of ${kind} has other names than were created`);
  } else if (under.looksAt('filter-loses-nothing')) {
    const isThere = known.includes(under.nameOf(only));
    const times = listed.filter((name) => name === under.nameOf(only)).length;
    if (times !== (isThere ? 1 : 0)) {
      throw new LawBrokenError(
        'filter-loses-nothing',
        `filtered by its name, ${under.nameOf(only)} is listed ${times} times`,
      );
    }
  }
  for (const [name, { reading }] of under.known(kind)) {
    const item = ours.find((each) => each.name === under.nameOf(name));
    // A cloud may list more than was asked for.
    if (item === undefined || (only !== undefined && name !== only)) continue;
    await mustBeUnchanged(under, 'only-this-changes', kind, name, 'a change of something else');
    mustBeSame(
      under,
      'list-agrees-with-get',
      item,
      reading,
      `${under.nameOf(name)} is listed otherwise than it is read`,
    );
  }
}

/** Asks for the health of a group as a backend service sees it. */
export async function runGetHealth(under: CloudUnderTest, service: Name, group: Name): Promise<void> {
  const full = under.nameOf(service);
  // The steps are chosen so that the cloud has backend services.
  const cloud = under.cloud as Cloud;
  const call = async (): ReturnType<Cloud['getHealth']> => cloud.getHealth(full, under.linkTo('instanceGroups', group));
  const what = `asking for the health of ${under.nameOf(group)} behind ${full}`;
  if (!under.known('backendServices').has(service)) {
    const codes = under.known('instanceGroups').has(group) ? [404] : [404, 400];
    return mustBeRefused(under, 'absent-is-404', codes, call(), `${what}, which is absent,`);
  }
  if (!under.isBackend(service, group)) {
    return mustBeRefused(under, 'health-is-of-members', [400, 404], call(), `${what}, which is no backend of it,`);
  }
  const { healthStatus = [] } = await mustBeDone('health-is-of-members', call(), what);
  if (!under.looksAt('health-is-of-members')) return;
  const { members } = knownOf(under, 'instanceGroups', group);
  const stranger = healthStatus.find(({ instance = '' }) => !members.includes(lastSegment(instance)));
  if (stranger === undefined) return;
  throw new LawBrokenError('health-is-of-members', `${what} told of ${stranger.instance}, which is no member`);
}
