import type { InstanceGroups } from '@gcepool/core';
import { lastSegment } from '@gcepool/core/internal';
import type { CloudUnderTest } from './cloud-under-test.ts';
import { mustBeDone, mustBeRefused, mustBeSame } from './must.ts';
import { knownOf } from './read-known.ts';
import type { Name, Step } from './step.ts';

type MemberStep = Extract<Step, { instances: readonly number[] }>;

/** Adds instances to a group, or removes them: those it has cannot be added, those it has not cannot be removed. */
export async function runMembers(under: CloudUnderTest, step: MemberStep): Promise<void> {
  const { name, do: verb } = step;
  const { zone, instances } = under.place;
  const names = step.instances.map((index) => instances[index]).filter((each) => each !== undefined);
  if (names.length === 0) return;
  const full = under.nameOf(name);
  // The steps are chosen so that the cloud has instance groups.
  const cloud = under.cloud as InstanceGroups;
  const call = async (): Promise<void> => cloud[verb](full, zone, names);
  const what = `${verb} of ${names.join(', ')} and ${full}`;
  if (!under.known('instanceGroups').has(name)) {
    return mustBeRefused(under, 'absent-is-404', [404], call(), `${what}, which is absent,`);
  }
  const { members } = knownOf(under, 'instanceGroups', name);
  const isAdding = verb === 'addInstances';
  if (names.some((each) => members.includes(each) === isAdding)) {
    await mustBeRefused(under, 'members-are-a-set', [400], call(), what);
    return readMembers(under, name, members);
  }
  await mustBeDone('members-are-a-set', call(), what);
  const after = isAdding ? [...members, ...names] : members.filter((each) => !names.includes(each));
  return readMembers(under, name, after);
}

/** Reads the members and the group, whose other fields follow them. */
async function readMembers(under: CloudUnderTest, name: Name, members: readonly string[]): Promise<void> {
  const full = under.nameOf(name);
  const listing = (under.cloud as InstanceGroups).listInstances(full, under.place.zone);
  const listed = await mustBeDone('members-are-a-set', listing, `listing the members of ${full}`);
  const names = listed.map((link) => lastSegment(link)).toSorted();
  mustBeSame(under, 'members-are-a-set', names, members.toSorted(), `${full} has other members than were added`);
  const reading = await under.calls('instanceGroups').get(full);
  under.known('instanceGroups').set(name, { ...knownOf(under, 'instanceGroups', name), reading, members });
}
