import { expect, test } from 'vitest';
import { ZONE, projectWithManager } from '../../../test/machines.ts';

const target = `${ZONE}/instanceGroupManagers/m`;
const project = projectWithManager();
const schedule = { schedule: '0 8 * * *', durationSec: 3600, minRequiredReplicas: 2 };

test.each([
  [{ minNumReplicas: -1 }, /minNumReplicas': '-1'/],
  [{ coolDownPeriodSec: -1 }, /coolDownPeriodSec': '-1'/],
  [
    { cpuUtilization: { utilizationTarget: 1.5 } },
    /cpuUtilization\.utilizationTarget': '1\.5'\. Must be a float value in the range \(0, 1\]/,
  ],
  [{ loadBalancingUtilization: { utilizationTarget: 0 } }, /loadBalancingUtilization\.utilizationTarget': '0'/],
  [{ customMetricUtilizations: [{ utilizationTarget: 3 }] }, /customMetricUtilizations\[0\]\.metric' not specified/],
  [{ scalingSchedules: { a: { ...schedule, schedule: '' } } }, /scalingSchedules\[a\]\.schedule' not specified/],
  [
    { scalingSchedules: { a: { ...schedule, durationSec: 60 } } },
    /durationSec': '60'\. The minimum allowed value is 300/,
  ],
])('an autoscaler cannot follow %j', (policy, message) => {
  const autoscalingPolicy = { maxNumReplicas: 3, ...policy };
  expect(project.refusal('POST', `${ZONE}/autoscalers`, { name: 's', target, autoscalingPolicy })).toMatch(message);
});

test('an autoscaler scales a group of its own scope', () => {
  const body = { name: 's', target, autoscalingPolicy: { maxNumReplicas: 3 } };
  expect(project.refusal('POST', 'zones/us-central1-a/autoscalers', body)).toMatch(
    /must be in scope 'zones\/us-central1-a'/,
  );
});

test('an autoscaler follows a schedule', () => {
  const autoscalingPolicy = { maxNumReplicas: 3, scalingSchedules: { a: schedule } };
  const other = projectWithManager();
  other.make('POST', `${ZONE}/autoscalers`, { name: 's', target, autoscalingPolicy });
  expect(other.get(`${ZONE}/autoscalers/s`)['autoscalingPolicy']).toMatchObject(autoscalingPolicy);
});
