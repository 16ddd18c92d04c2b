import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { projectWithManager, ZONE } from '../../../test/machines.ts';

const PATH = `${ZONE}/autoscalers`;
const MANAGER = `${ZONE}/instanceGroupManagers/m`;
const body = (policy: object = {}) => ({
  name: 'a',
  target: MANAGER,
  autoscalingPolicy: { minNumReplicas: 3, maxNumReplicas: 5, ...policy },
});

function projectWithAutoscaler(policy: object = {}): TestProject {
  const project = projectWithManager();
  project.make('POST', PATH, body(policy));
  return project;
}

describe('autoscalers', () => {
  test('show their defaults', () => {
    expect(projectWithAutoscaler().get(`${PATH}/a`)).toMatchObject({
      autoscalingPolicy: { coolDownPeriodSec: 60, cpuUtilization: { utilizationTarget: 0.6 }, mode: 'ON' },
      recommendedSize: 3,
      status: 'ACTIVE',
    });
  });

  test('keep the size of a group within their bounds', () => {
    const project = projectWithAutoscaler();
    expect(project.get(MANAGER)).toMatchObject({ targetSize: 3, status: { isStable: true } });
    project.make('PATCH', `${PATH}?autoscaler=a`, { autoscalingPolicy: { minNumReplicas: 1, maxNumReplicas: 2 } });
    expect(project.get(MANAGER)['targetSize']).toBe(2);
    expect(project.get(`${ZONE}/instanceGroups/m`)['size']).toBe(2);
  });

  test.each([
    [{ mode: 'OFF' }, 2],
    [{ mode: 'ONLY_SCALE_OUT', minNumReplicas: 1, maxNumReplicas: 1 }, 2],
    [{ minNumReplicas: 1, maxNumReplicas: 1 }, 1],
  ])('of policy %j make the group %d large', (policy, size) => {
    expect(projectWithAutoscaler(policy).get(MANAGER)['targetSize']).toBe(size);
  });

  test('are named by their body where the query does not', () => {
    const project = projectWithAutoscaler();
    const replaced = project.finish('PUT', PATH, body({ coolDownPeriodSec: 90 }));
    expect(replaced['operationType']).toBe('compute.autoscalers.update');
    expect(project.get(`${PATH}/a`)).toMatchObject({ autoscalingPolicy: { coolDownPeriodSec: 90 } });
    expect(project.refusal('PATCH', PATH, { autoscalingPolicy: {} })).toMatch(/^400 .*autoscaler/);
    expect(project.refusal('PATCH', `${PATH}?autoscaler=x`, { autoscalingPolicy: {} })).toMatch(/^404/);
  });

  test('are shown by the manager, and keep it from being deleted', () => {
    const project = projectWithAutoscaler();
    expect(project.get(MANAGER)['status']).toMatchObject({ autoscaler: expect.stringMatching(/autoscalers\/a$/) });
    expect(project.refusal('DELETE', MANAGER)).toMatch(
      /instance_group_manager .* already being used by .*autoscalers\/a/,
    );
    project.make('DELETE', `${PATH}/a`);
    project.make('DELETE', MANAGER);
  });

  test.each([
    [body({ maxNumReplicas: undefined }), 'maxNumReplicas'],
    [body({ minNumReplicas: 9 }), 'minNumReplicas'],
    [{ ...body(), target: `${ZONE}/instanceGroupManagers/x` }, 'was not found'],
    [{ ...body(), target: undefined }, 'resource.target'],
  ])('are refused: %j', (sent, message) => {
    expect(projectWithManager().refusal('POST', PATH, sent)).toContain(message);
  });

  test('scale a group alone', () => {
    const second = { ...body(), name: 'b' };
    expect(projectWithAutoscaler().refusal('POST', PATH, second)).toMatch(/scaled by '.*autoscalers\/a' already/);
  });
});
