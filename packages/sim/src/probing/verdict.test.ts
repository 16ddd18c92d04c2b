import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BehaviourChange } from '../kernel/entry-rules.ts';
import { findingAt } from './behaviour.ts';
import type { HealthState, ProbeEpoch } from './verdict.ts';
import { verdictOf } from './verdict.ts';

const epochOf = (history: readonly BehaviourChange[], more: Partial<ProbeEpoch>): ProbeEpoch => ({
  start: 0,
  end: 0,
  intervalMs: 5000,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
  probe: (time) => findingAt(history, 80, time, 5000),
  ...more,
});

/** The same by going forward, probe by probe. */
function simulated(epochs: readonly ProbeEpoch[], initial: HealthState): HealthState {
  let state = initial;
  let last: boolean | undefined;
  let length = 0;
  for (const epoch of epochs.toReversed()) {
    for (let time = epoch.start + epoch.intervalMs; time <= epoch.end; time += epoch.intervalMs) {
      const { succeeds } = epoch.probe(time);
      length = succeeds === last ? length + 1 : 1;
      last = succeeds;
      if (length >= (succeeds ? epoch.healthyThreshold : epoch.unhealthyThreshold)) {
        state = succeeds ? 'HEALTHY' : 'UNHEALTHY';
      }
    }
  }
  return state;
}

const behaviour = fc.oneof(
  fc.constantFrom({ kind: 'up' }, { kind: 'down' }),
  fc.nat(9000).map((responseMs) => ({ kind: 'slow', responseMs })),
  fc
    .tuple(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 1, max: 30_000 }))
    .map(([upMs, downMs]) => ({ kind: 'flapping', upMs, downMs })),
);
const history = fc
  .array(fc.record({ from: fc.nat(200_000), port: fc.constantFrom(80, 443, undefined), behaviour }), { maxLength: 6 })
  .map((changes) =>
    changes
      .toSorted((a, b) => a.from - b.from)
      .map(({ port, ...change }): BehaviourChange => (port === undefined ? change : { ...change, port })),
  );
const epochs = fc
  .tuple(
    history,
    fc.array(
      fc.record({
        length: fc.nat(120_000),
        intervalMs: fc.integer({ min: 1000, max: 20_000 }),
        healthyThreshold: fc.integer({ min: 1, max: 5 }),
        unhealthyThreshold: fc.integer({ min: 1, max: 5 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([changes, parts]) => {
    let start = 0;
    return parts
      .map(({ length, ...terms }) => {
        const epoch = epochOf(changes, { ...terms, start, end: start + length });
        start += length;
        return epoch;
      })
      .toReversed();
  });

test('looking back finds what going forward, probe by probe, finds', () => {
  fc.assert(
    fc.property(epochs, fc.constantFrom('UNKNOWN', 'HEALTHY'), (parts, initial) => {
      expect(verdictOf(parts, initial)).toBe(simulated(parts, initial));
    }),
    { numRuns: 500 },
  );
});

test('an epoch that ends before its first probe decides nothing', () => {
  const down: BehaviourChange = { from: 0, behaviour: { kind: 'down' } };
  const parts = [
    epochOf([down], { start: 13_189, end: 17_959, intervalMs: 4770, unhealthyThreshold: 3 }),
    epochOf([down], { start: 13_189, end: 13_189, intervalMs: 1000, unhealthyThreshold: 1 }),
    epochOf([down], { start: 0, end: 13_189, intervalMs: 12_577, unhealthyThreshold: 2 }),
  ];
  expect(verdictOf(parts, 'UNKNOWN')).toBe('UNKNOWN');
});

test('what answers is unknown until as many intervals have passed as the threshold says, and healthy from then on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 300_000 }), fc.integer({ min: 1, max: 10 }), (intervalMs, threshold) => {
      const at = (end: number): HealthState =>
        verdictOf([epochOf([], { intervalMs, healthyThreshold: threshold, end })], 'UNKNOWN');
      expect(at(intervalMs * threshold - 1)).toBe('UNKNOWN');
      expect(at(intervalMs * threshold)).toBe('HEALTHY');
    }),
  );
});

describe('what never settles', () => {
  const flapping = { from: 60_000, behaviour: { kind: 'flapping', upMs: 5000, downMs: 5000 } };

  test('stays what it was before, however long it goes on', () => {
    const end = 60_000 + 1e10;
    expect(verdictOf([epochOf([flapping], { end })], 'UNKNOWN')).toBe('HEALTHY');
    expect(verdictOf([epochOf([{ from: 0, behaviour: { kind: 'down' } }, flapping], { end })], 'UNKNOWN')).toBe(
      'UNHEALTHY',
    );
    expect(verdictOf([epochOf([{ ...flapping, from: 0 }], { end })], 'UNKNOWN')).toBe('UNKNOWN');
  });
});
