import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { execute } from './execute.ts';
import { notFound } from '../cloud/refusal.test-support.ts';
import { failures, portErrors } from './report.ts';
import type { Success } from './report.ts';
import { planOf } from '../plan/step.ts';
import type { HealthCheckDeletion } from '../plan/step.ts';

const step = (name: string, needs: readonly string[] = [], ports = [1]): HealthCheckDeletion => ({
  collection: 'healthChecks',
  verb: 'delete',
  name,
  resource: name,
  reason: 'a test wants it',
  ports,
  needs,
  before: {},
});
const failing =
  (...names: string[]) =>
  async ({ name }: HealthCheckDeletion): Promise<Success> => {
    if (names.includes(name)) throw notFound(name);
    return 'done';
  };

test('waves run one after the other, whatever the order within', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const finished: string[] = [];
      const plan = planOf([[step('a1'), step('a2')], [], [step('b1'), step('b2')]]);
      const report = execute(plan, async ({ name }) => {
        await scheduler.schedule(Promise.resolve());
        finished.push(name);
        return 'done';
      });
      await scheduler.waitFor(report);
      expect(finished.map((name) => name[0])).toEqual(['a', 'a', 'b', 'b']);
      expect((await report).outcomes.map(({ step: { name } }) => name)).toEqual(['a1', 'a2', 'b1', 'b2']);
    }),
    { numRuns: 20 },
  );
});

describe('a failure', () => {
  test('stops what needs it, and that in turn, and nothing else', async () => {
    const plan = planOf([[step('a'), step('x')], [step('b', ['a', 'x']), step('y', ['x'])], [step('c', ['b'])]]);
    const { outcomes } = await execute(plan, failing('a'));
    expect(outcomes.map(({ step: { name }, outcome }) => `${name} ${outcome}`)).toEqual([
      'a failed',
      'x done',
      'b skipped',
      'y done',
      'c skipped',
    ]);
  });

  test('does not stop what needs the resource for other ports', async () => {
    const plan = planOf([[step('group', [], [2])], [step('s1', ['group'], [1]), step('s2', ['group'], [2])]]);
    const { outcomes } = await execute(plan, failing('group'));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'done', 'skipped']);
  });

  test('says what was tried, on what, and why it failed', async () => {
    const report = await execute(planOf([[step('a')], [step('b', ['a'])]]), failing('a'));
    expect(failures(report)).toHaveLength(1);
    expect(failures(report)[0]).toMatchObject({
      message: "delete a failed: The resource 'projects/p/a' was not found",
      code: 404,
      cause: { code: 404 },
    });
    expect(portErrors(report)).toMatchObject([{ nodePort: 1, code: 404, errors: [{ step: { name: 'a' } }] }]);
  });

  test('of a thing that is no error is told too', async () => {
    const report = await execute(planOf([[step('a')]]), () => Promise.reject('a string'));
    expect(failures(report)[0]?.message).toBe('delete a failed: a string');
    expect(failures(report)[0]?.code).toBeUndefined();
  });
});

test('outcomes are told as they come, and notices are passed on', async () => {
  const seen: string[] = [];
  const notices = [{ about: 'n', message: 'left' }];
  const report = await execute(planOf([[step('a')], [step('b', ['a'])]], notices), failing('a'), {
    onOutcome: ({ outcome }) => seen.push(outcome),
  });
  expect(seen).toEqual(['failed', 'skipped']);
  expect(report.notices).toBe(notices);
});
