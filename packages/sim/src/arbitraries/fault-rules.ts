import type { Arbitrary } from 'fast-check';
import type { Fault } from '../traffic/fault.ts';
import type { FaultRule } from '../traffic/fault-rule.ts';
import { readFaultRule } from '../traffic/fault-rule.ts';
import { readFields, readWhole } from '../read-fields.ts';
import { loadFastCheck } from './load-fast-check.ts';

/** Options of {@link faultSchedules}. */
export interface FaultScheduleOptions {
  /** Which methods go wrong, as `simulator.faults` takes them. Default: `*`, any. */
  readonly methods?: readonly string[];
  /** The most rules. Default: 3. */
  readonly maxLength?: number;
}

/**
 * What goes wrong while a program runs: rules for `simulator.faults.add`, or for the option `faults` of `createSimulator`. Each hits
 * one to three requests, after up to ten that it spares. They shrink to the fewest rules, those that hit the fewest and the earliest requests.
 *
 * @throws TypeError for options that make no sense, such as an unknown method; Error where there is no fast-check
 */
export function faultSchedules(options: FaultScheduleOptions = {}): Arbitrary<readonly FaultRule[]> {
  const { methods = ['*'], maxLength = 3 } = options;
  readFields(options, 'The options of faultSchedules', ['methods', 'maxLength']);
  readWhole(maxLength, 'maxLength', 1, 1000);
  for (const method of methods) readFaultRule({ method, fault: 'reset' });
  const fc = loadFastCheck();
  const rule = fc
    .record({
      method: fc.constantFrom(...methods),
      times: fc.integer({ min: 1, max: 3 }),
      after: fc.nat(10),
      fault: faults(),
    })
    .filter(isForMethod);
  return fc.array(rule, { maxLength });
}

/** Faults of every kind, as `simulator.faults` takes them, but those that need zones to be named. */
export function faults(): Arbitrary<Fault> {
  const fc = loadFastCheck();
  return fc.oneof(
    fc.constantFrom<Fault>('reset', 'answerLost', 'duplicate', 'operationNeverEnds'),
    fc.constantFrom(403, 404, 409, 412, 429, 500, 502, 503, 504).map((code): Fault => ({ error: { code } })),
    fc
      .constantFrom('QUOTA_EXCEEDED', 'ZONE_RESOURCE_POOL_EXHAUSTED', 'INTERNAL_ERROR')
      .map((code): Fault => ({ operationError: { code } })),
    fc.nat(200).map((truncate): Fault => ({ truncate })),
    fc.integer({ min: 1, max: 120_000 }).map((latencyMs): Fault => ({ latencyMs })),
  );
}

/** Some are for mutations only, and a method may be none. */
function isForMethod(rule: FaultRule): boolean {
  try {
    readFaultRule(rule);
    return true;
  } catch {
    return false;
  }
}
