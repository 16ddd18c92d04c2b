import { describe, expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import type { Kept, KeptState, Store } from '../stores/store.ts';
import type { OptionName } from './option-rules.ts';
import { choicesOf, OPTION_NAMES, OPTION_RULES } from './option-rules.ts';
import type { SimulatorOptions } from './simulator-options.ts';

const CHECKS = '/compute/v1/projects/p/global/healthChecks';

class ListStore implements Store {
  kept: Kept | undefined;

  load(): Kept | undefined {
    return this.kept;
  }

  append(_after: number, commands: Kept['entries']): boolean {
    if (this.kept !== undefined) this.kept = { ...this.kept, entries: [...this.kept.entries, ...commands] };
    return true;
  }

  replace(position: number, state: KeptState): boolean {
    this.kept = { ...state, position, entries: [] };
    return true;
  }
}

/** Without which another option may not have its other values. */
const BASE: SimulatorOptions = { health: 'live', operationLatencyMs: 1000 };

/** Values of options of no choice, other than their defaults; a record, so that none is left out. */
const OTHERS: Readonly<Record<Exclude<OptionName, 'store' | ChoiceName>, unknown>> = {
  seed: 'other',
  startTime: 0,
  operationLatencyMs: Infinity,
  strict: true,
  iam: 'enforced',
  asInstance: 'projects/p/zones/us-central1-a/instances/i',
  snapshot: createSimulator().snapshot(),
  faults: [{ method: 'zones.list', fault: 'reset' }],
  latency: [{ method: '*.insert', ms: 7 }],
  rateLimits: 'gce',
  staleness: { get: { writes: 1 } },
  callLog: 1,
  onCall: () => undefined,
};
type ChoiceName = 'auth' | 'clock' | 'firewalls' | 'health' | 'quotas' | 'references' | 'unproven';

/** Every option with every value that {@link BASE} does not give it. */
const CHANGED: readonly (readonly [OptionName, SimulatorOptions])[] = OPTION_NAMES.filter(
  (name) => name !== 'store',
).flatMap((name) => {
  const values = choicesOf(name)?.filter((choice) => choice !== (BASE[name] ?? choicesOf(name)?.[0]));
  // What is no choice is in the list above.
  return (values ?? [OTHERS[name as keyof typeof OTHERS]]).map((value) => [name, { [name]: value }] as const);
});

/** A store in which a simulator left a health check. */
function written(options: SimulatorOptions): ListStore {
  const store = new ListStore();
  createSimulator({ ...options, store }).handle({
    method: 'POST',
    url: CHECKS,
    body: { name: 'h', type: 'TCP' },
    headers: { authorization: 'Bearer t' },
  });
  return store;
}

describe.each(CHANGED)('%s: %j', (name, changed) => {
  const { replay } = OPTION_RULES[name];

  test(`what was kept without it is ${replay === 'decides' ? 'refused, by its name' : 'read'}`, () => {
    const store = written(BASE);
    const state = createSimulator({ ...BASE, store }).snapshot();
    const opened = (): unknown => {
      try {
        return createSimulator({ ...BASE, ...changed, store }).snapshot();
      } catch (error) {
        return String(error);
      }
    };
    const refused = expect.stringMatching(new RegExp(`^TypeError: ${name}: what is kept was made with `)) as unknown;
    expect(opened()).toEqual(replay === 'decides' ? refused : state);
  });

  test('what was kept with it is read with it', () => {
    const options = { ...BASE, ...changed, ...(name === 'health' ? { firewalls: 'ignored' as const } : {}) };
    const store = written(options);
    const { journal } = createSimulator({ ...options, store });
    expect(journal).toHaveLength(store.kept?.entries.length ?? -1);
  });
});

test('what a release kept that did not know an option yet is of its default', () => {
  const store = written({});
  if (store.kept === undefined) throw new Error('nothing was kept');
  const { firewalls: _, ...settings } = store.kept.settings;
  store.kept = { ...store.kept, settings };
  expect(createSimulator({ store }).journal).toHaveLength(1);
  store.kept = { ...store.kept, settings: { ...settings, unheardOf: 'yes' } };
  expect(() => createSimulator({ store })).toThrow('unheardOf: what is kept was made with "yes"');
});

test.each(OPTION_NAMES.filter((name) => choicesOf(name) !== undefined))('%s takes its words alone', (name) => {
  // Options as JavaScript passes them.
  expect(() => createSimulator({ [name]: 'nonsense' })).toThrow(`${name} must be one of '`);
});
