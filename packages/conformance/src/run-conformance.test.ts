import { createFakeBackendServices } from '@gcepool/sim';
import { expect, test } from 'vitest';
import { INSTANCES, simulatedCloud } from '../lab/simulated-cloud.ts';
import { CLOUD_LAWS, type ConformanceOptions, reportLines, runConformance } from './index.ts';
import { runParameters } from './run-parameters.test-support.ts';

const options: ConformanceOptions = { ...runParameters(150), zone: 'us-central1-a', instances: INSTANCES };

test('the simulator in process obeys every law, and every law is looked at', async () => {
  const report = await runConformance(async () => simulatedCloud({ pageSize: 2 }), options);
  expect(reportLines(report).slice(-1)).toEqual(['all laws hold']);
  expect(report.passed).toBe(true);
  expect(report.laws.filter(({ checks }) => checks === 0)).toEqual([]);
  expect(report.laws.map(({ law }) => law)).toEqual(Object.keys(CLOUD_LAWS));
});

test('the fake of backend services obeys all but request ids, which it does not take', async () => {
  const skip = { 'once-per-request-id': 'its methods take no options' };
  const report = await runConformance(async () => createFakeBackendServices(), { ...runParameters(100), skip });
  expect(report.failure).toBeUndefined();
  expect(report.kinds).toEqual(['backendServices']);
  expect(report.laws).toContainEqual(
    expect.objectContaining({ law: 'once-per-request-id', checks: 0, skipped: skip['once-per-request-id'] }),
  );
});
