import { describe, expect, test } from 'vitest';
import { ZONE, projectWithManager, template } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-central1';

function refusal(scope: string, more: object): string {
  const project = testProject();
  project.make('POST', 'global/instanceTemplates', template('t'));
  const body = { name: 'm', instanceTemplate: 'global/instanceTemplates/t', targetSize: 0, ...more };
  return project.refusal('POST', `${scope}/instanceGroupManagers`, body);
}

describe('managers refuse', () => {
  test.each([
    [
      { replacementMethod: 'RECREATE', maxSurge: { percent: 20 }, maxUnavailable: { fixed: 1 } },
      /'resource\.updatePolicy\.maxSurge': '\{ {2}"percent": 20\}'\. maxSurge must be equal to 0 when replacement method is set to RECREATE$/,
    ],
    [{ maxSurge: { fixed: 0 }, maxUnavailable: { fixed: 0 } }, /At least one of either maxSurge or maxUnavailable/],
    [{ maxSurge: { fixed: 1, percent: 10 } }, /updatePolicy\.maxSurge.*Only one of fixed and percent/],
    [{ maxUnavailable: { percent: 101 } }, /updatePolicy\.maxUnavailable\.percent': '101'/],
    [{ maxUnavailable: { percent: -1 } }, /updatePolicy\.maxUnavailable\.percent': '-1'/],
    [{ maxUnavailable: { fixed: -1 } }, /updatePolicy\.maxUnavailable\.fixed': '-1'/],
  ])('the update policy %j', (updatePolicy, message) => {
    expect(refusal(ZONE, { updatePolicy })).toMatch(message);
  });

  test.each(['maxSurge', 'maxUnavailable'])('a %s of less than a regional group has zones', (name) => {
    const other = name === 'maxSurge' ? 'maxUnavailable' : 'maxSurge';
    expect(refusal(REGION, { updatePolicy: { [name]: { fixed: 1 }, [other]: { fixed: 0 } } })).toBe(
      `400 Invalid value for field 'resource.updatePolicy.${name}.fixed': '1'. Fixed updatePolicy.${name} for regional managed instance group has to be either 0 or at least equal to the number of zones.`,
    );
  });

  test('a percentage for a regional group of less than ten', () => {
    const updatePolicy = { maxSurge: { percent: 50 }, maxUnavailable: { fixed: 0 } };
    const message = /'resource.updatePolicy.maxSurge.percent': '50'.*with a size of at least 10\.$/;
    expect(refusal(REGION, { updatePolicy, targetSize: 9 })).toMatch(message);
    // It may be as many; and so may be those of a zonal group, whatever its size.
    const project = projectWithManager({ updatePolicy, targetSize: 1 });
    const large = { name: 'large', instanceTemplate: 'global/instanceTemplates/t', targetSize: 10, updatePolicy };
    project.make('POST', `${REGION}/instanceGroupManagers`, large);
    // One that has become smaller keeps what it has.
    project.make('POST', `${REGION}/instanceGroupManagers/large/resize?size=9`);
    project.make('PATCH', `${REGION}/instanceGroupManagers/large`, { description: 'd' });
    const other = { updatePolicy: { ...updatePolicy, maxSurge: { percent: 40 } } };
    expect(project.refusal('PATCH', `${REGION}/instanceGroupManagers/large`, other)).toMatch(/percent': '40'/);
  });

  test.each([{ name: 'Bad', port: 80 }, { name: 'http', port: 70_000 }, { name: 'http' }])(
    'the named port %j, as their group does',
    (port) => {
      expect(refusal(ZONE, { namedPorts: [port] })).toMatch(/^400 .*'resource\.namedPorts\[0\]\.(?:name|port)'/);
      const project = projectWithManager();
      expect(project.refusal('PATCH', `${ZONE}/instanceGroupManagers/m`, { namedPorts: [port] })).toMatch(/^400 /);
    },
  );

  test.each([
    [
      { instanceRedistributionType: 'PROACTIVE' },
      /'resource\.updatePolicy\.instanceRedistributionType': 'PROACTIVE'.*it must be NONE\.$/,
    ],
    [
      { instanceRedistributionType: 'NONE', type: 'PROACTIVE' },
      /'resource\.updatePolicy\.replacementMethod': 'SUBSTITUTE'.*must RECREATE them\.$/,
    ],
  ])('to preserve disks and to %j', (updatePolicy, message) => {
    const statefulPolicy = { preservedState: { disks: { 'persistent-disk-0': { autoDelete: 'NEVER' } } } };
    expect(refusal(REGION, { statefulPolicy, updatePolicy })).toMatch(message);
  });

  test('to preserve disks of a group that is autoscaled', () => {
    const project = projectWithManager();
    const target = `${ZONE}/instanceGroupManagers/m`;
    project.make('POST', `${ZONE}/autoscalers`, { name: 'a', target, autoscalingPolicy: { maxNumReplicas: 3 } });
    const statefulPolicy = { preservedState: { disks: { 'persistent-disk-0': { autoDelete: 'NEVER' } } } };
    expect(project.refusal('PATCH', target, { statefulPolicy })).toMatch(/^400 .*so it cannot be stateful\.$/);
    const policy = { maxNumReplicas: 3, mode: 'OFF' };
    project.make('PATCH', `${ZONE}/autoscalers?autoscaler=a`, { autoscalingPolicy: policy });
    project.make('PATCH', target, { statefulPolicy });
    const on = { autoscalingPolicy: { ...policy, mode: 'ON' } };
    expect(project.refusal('PATCH', `${ZONE}/autoscalers?autoscaler=a`, on)).toMatch(/cannot be autoscaled\.$/);
  });

  test.each([
    [
      { versions: [{ instanceTemplate: 'global/instanceTemplates/t', targetSize: { fixed: 1 } }] },
      /Exactly one version/,
    ],
    [{ autoHealingPolicies: [{ initialDelaySec: 10 }, { initialDelaySec: 10 }] }, /Only one autohealing policy/],
    [
      {
        versions: [
          { name: 'v', instanceTemplate: 'global/instanceTemplates/t' },
          { name: 'v', instanceTemplate: 'global/instanceTemplates/t', targetSize: { fixed: 1 } },
        ],
      },
      /'resource\.versions\[1\]'/,
    ],
    [{ autoHealingPolicies: [{ initialDelaySec: -1 }] }, /initialDelaySec': '-1'/],
    [{ autoHealingPolicies: [{ initialDelaySec: 4000 }] }, /initialDelaySec': '4000'/],
  ])('%j', (more, message) => {
    expect(refusal(ZONE, more)).toMatch(message);
  });

  test('zones of another region', () => {
    const distributionPolicy = { zones: [{ zone: 'zones/us-east1-b' }] };
    expect(refusal(REGION, { distributionPolicy })).toMatch(/zones\[0\]\.zone.*must be in region 'us-central1'/);
  });

  test('another size of a regional group that is scaled, unless its scaling is off', () => {
    const project = projectWithManager({}, REGION);
    const autoscalingPolicy = { minNumReplicas: 1, maxNumReplicas: 6 };
    const target = `${REGION}/instanceGroupManagers/m`;
    project.make('POST', `${REGION}/autoscalers`, { name: 's', target, autoscalingPolicy });
    expect(project.refused('POST', `${target}/resize?size=5`)).toEqual({
      status: 412,
      reason: 'conditionNotMet',
      message:
        'Resizing of autoscaled regional managed instance groups is not allowed. If you want to manually adjust target size remove the autoscaler or set autoscaling policy mode to OFF.',
    });
    project.make('PATCH', `${REGION}/autoscalers?autoscaler=s`, {
      autoscalingPolicy: { ...autoscalingPolicy, mode: 'OFF' },
    });
    project.make('POST', `${target}/resize?size=5`);
  });
});

test('a manager that is asked about repairs answers with their default', () => {
  const asked = projectWithManager({ instanceLifecyclePolicy: { onRepair: {}, forceUpdateOnRepair: 'YES' } });
  expect(asked.get(`${ZONE}/instanceGroupManagers/m`)['instanceLifecyclePolicy']).toEqual({
    defaultActionOnFailure: 'REPAIR',
    forceUpdateOnRepair: 'YES',
    onFailedHealthCheck: 'DEFAULT_ACTION',
    onRepair: { allowChangingZone: 'NO' },
  });
});
