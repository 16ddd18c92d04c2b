import { invalid, required } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';
import { checkNumber } from '../number-range.ts';

type Policy = Resource<'AutoscalingPolicy'>;

const POLICY = 'resource.autoscalingPolicy';
const MOST_SCHEDULES = 128;
const SHORTEST_SCHEDULE_SEC = 300;

/** What the API's text asks of a policy. @throws Refusal for one that asks for something else */
export function checkAutoscalingPolicy(policy: Policy): void {
  checkReplicas(policy);
  const { cpuUtilization = {}, loadBalancingUtilization = {}, customMetricUtilizations = [] } = policy;
  checkFraction(cpuUtilization.utilizationTarget, 'cpuUtilization.utilizationTarget', 1);
  checkFraction(loadBalancingUtilization.utilizationTarget, 'loadBalancingUtilization.utilizationTarget', Infinity);
  for (const [index, { metric = '', filter = '', utilizationTarget }] of customMetricUtilizations.entries()) {
    const field = `customMetricUtilizations[${index}]`;
    if (metric === '') throw required(`${POLICY}.${field}.metric`);
    const filtered = /\bmetric\.type\s*=\s*"([^"]*)"/.exec(filter)?.[1];
    if (filtered !== undefined && filtered !== metric) {
      throw invalid(`${POLICY}.${field}.filter`, filter, `The metric must be identical to '${metric}'.`);
    }
    checkFraction(utilizationTarget, `${field}.utilizationTarget`, Infinity);
  }
  checkSchedules(policy);
}

function checkReplicas({ maxNumReplicas: most, minNumReplicas: least, coolDownPeriodSec: period }: Policy): void {
  if (most === undefined) throw required(`${POLICY}.maxNumReplicas`);
  checkNumber(least, [0, Infinity], `${POLICY}.minNumReplicas`);
  if (least !== undefined && least > most) {
    const explanation = 'Must be less than or equal to the maximum number of replicas.';
    throw invalid(`${POLICY}.minNumReplicas`, least, explanation);
  }
  checkNumber(period, [0, Infinity], `${POLICY}.coolDownPeriodSec`);
}

function checkFraction(value: number | undefined, field: string, most: number): void {
  if (value === undefined || (value > 0 && value <= most)) return;
  const range = most === Infinity ? 'greater than 0' : `in the range (0, ${most}]`;
  throw invalid(`${POLICY}.${field}`, value, `Must be a float value ${range}.`);
}

function checkSchedules({ scalingSchedules = {} }: Policy): void {
  const schedules = Object.entries(scalingSchedules);
  if (schedules.length > MOST_SCHEDULES) {
    throw invalid(`${POLICY}.scalingSchedules`, '', `Up to ${MOST_SCHEDULES} scaling schedules are allowed.`);
  }
  for (const [name, { durationSec, schedule = '' }] of schedules) {
    const field = `${POLICY}.scalingSchedules[${name}]`;
    if (schedule === '') throw required(`${field}.schedule`);
    if (durationSec === undefined) throw required(`${field}.durationSec`);
    if (durationSec >= SHORTEST_SCHEDULE_SEC) continue;
    throw invalid(`${field}.durationSec`, durationSec, `The minimum allowed value is ${SHORTEST_SCHEDULE_SEC}.`);
  }
}
