import { describe, expect, test } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { LINK, template, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const PATH = `${ZONE}/instanceGroupManagers/m`;
const TARGET = 'global/instanceTemplates/u';

/** A group of two whose template is to become another. */
function projectWith(policy: object, properties: object, former: object = {}): TestProject {
  const project = testProject();
  project.make('POST', 'global/instanceTemplates', template('t', former));
  const instanceTemplate = 'global/instanceTemplates/t';
  const updatePolicy = { type: 'PROACTIVE', ...policy };
  project.make('POST', `${ZONE}/instanceGroupManagers`, { name: 'm', targetSize: 2, instanceTemplate, updatePolicy });
  project.make('POST', 'global/instanceTemplates', template('u', properties));
  return project;
}

const members = (project: TestProject) =>
  asArray(project.send('POST', `${PATH}/listManagedInstances`).body?.['managedInstances']).map((item) => {
    const { name, version } = asObject(item);
    const instance = project.get(`${ZONE}/instances/${asString(name)}`);
    return { id: instance['id'], template: asString(asObject(version)['instanceTemplate']), instance };
  });
const ids = (project: TestProject) => members(project).map(({ id }) => id);
const update = (project: TestProject) => project.make('PATCH', PATH, { instanceTemplate: TARGET });

const METADATA = { metadata: { items: [{ key: 'a', value: 'b' }] } };
const MACHINE = { machineType: 'e2-medium' };
const BRIDGED = { canIpForward: true };

describe('a proactive update', () => {
  test.each([
    ['REFRESH', 'metadata', METADATA],
    ['REFRESH', 'labels and tags', { labels: { a: 'b' }, tags: { items: ['t'] } }],
    ['RESTART', 'the machine type', MACHINE],
  ] as const)('does no more than it needs: %s for %s', (minimalAction, _what, properties) => {
    const project = projectWith({ minimalAction }, properties);
    const before = members(project);
    update(project);
    const after = members(project);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.map((member) => member.template)).toEqual([LINK + TARGET, LINK + TARGET]);
    expect(project.get(PATH)['status']).toMatchObject({ versionTarget: { isReached: true } });
    const hasRestarted = after[0]?.instance['lastStartTimestamp'] !== before[0]?.instance['lastStartTimestamp'];
    expect(hasRestarted).toBe(minimalAction === 'RESTART');
  });

  test('gives instances what their template changes, and nothing of what it had', () => {
    const former = { labels: { old: 'x' }, tags: { items: ['old'] }, ...METADATA };
    const project = projectWith({ minimalAction: 'REFRESH' }, { labels: { a: 'b' }, ...MACHINE }, former);
    update(project);
    const [member] = members(project);
    expect(member?.instance).toMatchObject({
      labels: { a: 'b' },
      machineType: `${LINK}${ZONE}/machineTypes/e2-medium`,
      status: 'RUNNING',
      tags: { fingerprint: expect.any(String) },
    });
    expect(member?.instance['tags']).not.toHaveProperty('items');
    const { items } = asObject(member?.instance['metadata']);
    expect(asArray(items).map((item) => asObject(item)['key'])).toEqual(['instance-template', 'created-by']);
    expect(JSON.stringify(items)).toContain('instanceTemplates/u');
  });

  test('does more where the policy says so, and a new instance where nothing less is enough', () => {
    for (const [policy, properties] of [
      [{}, METADATA],
      [{ minimalAction: 'REPLACE' }, METADATA],
      [{ minimalAction: 'REFRESH' }, BRIDGED],
    ] as const) {
      const project = projectWith(policy, properties);
      const before = ids(project);
      update(project);
      expect(ids(project).filter((id) => before.includes(id))).toEqual([]);
    }
  });

  test.each([
    ['NONE', METADATA],
    ['REFRESH', MACHINE],
    ['RESTART', BRIDGED],
  ] as const)('is not carried out where at most %s is allowed, and %j differs', (most, properties) => {
    const project = projectWith({ minimalAction: 'NONE', mostDisruptiveAllowedAction: most }, properties);
    const before = members(project);
    update(project);
    expect(members(project)).toEqual(before);
    expect(project.get(PATH)['status']).toMatchObject({ versionTarget: { isReached: false } });
  });
});

describe('an update of single instances', () => {
  const all = { allInstances: true };
  const apply = (project: TestProject, body: object) =>
    project.make('POST', `${PATH}/applyUpdatesToInstances`, { ...all, ...body });

  test('disrupts them as little as it can', () => {
    const project = projectWith({ type: 'OPPORTUNISTIC' }, MACHINE);
    const before = ids(project);
    update(project);
    apply(project, {});
    expect(ids(project)).toEqual(before);
    expect(members(project)[0]?.instance['machineType']).toBe(`${LINK}${ZONE}/machineTypes/e2-medium`);
  });

  test('restarts or replaces them where that is asked for', () => {
    const project = projectWith({ type: 'OPPORTUNISTIC' }, {});
    const before = members(project);
    apply(project, { minimalAction: 'RESTART' });
    const [restarted] = members(project);
    expect(restarted?.id).toBe(before[0]?.id);
    expect(restarted?.instance['lastStartTimestamp']).not.toBe(before[0]?.instance['lastStartTimestamp']);
    apply(project, { minimalAction: 'REPLACE' });
    expect(ids(project)).not.toContain(before[0]?.id);
  });

  test('is refused where it would disrupt them more than is allowed', () => {
    const project = projectWith({ type: 'OPPORTUNISTIC' }, MACHINE);
    update(project);
    const before = members(project);
    const body = { ...all, mostDisruptiveAllowedAction: 'REFRESH' };
    expect(project.refusal('POST', `${PATH}/applyUpdatesToInstances`, body)).toMatch(
      /^400 .*'resource\.mostDisruptiveAllowedAction': 'REFRESH'\. The update of instance .* requires a more disruptive action\.$/,
    );
    expect(members(project)).toEqual(before);
  });
});
