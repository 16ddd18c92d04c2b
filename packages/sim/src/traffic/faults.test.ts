import { describe, expect, test } from 'vitest';
import { projectIn, testProject } from '../../test/test-project.ts';
import { asString } from '../kernel/json.ts';
import { createSimulator } from '../index.ts';
import type { FaultRule } from './fault-rule.ts';

const CHECKS = 'global/healthChecks';
const CHECK = { name: 'h', type: 'TCP' };
const ID = '00000000-0000-4000-8000-000000000001';

describe('a fault', () => {
  test('that is an error is answered in place of the service, in GCE’s shape', () => {
    const project = testProject();
    const rule = project.simulator.faults.add({ method: 'healthChecks.insert', fault: { error: { code: 503 } } });
    expect(project.send('POST', CHECKS, CHECK)).toEqual({
      status: 503,
      headers: {},
      body: {
        error: {
          code: 503,
          message: 'The service is currently unavailable.',
          errors: [{ message: 'The service is currently unavailable.', domain: 'global', reason: 'backendError' }],
          status: 'UNAVAILABLE',
        },
      },
    });
    expect(rule.met).toBe(1);
    expect(project.simulator.journal).toEqual([]);
    project.simulator.faults.clear();
    project.make('POST', CHECKS, CHECK);
  });

  test.each([
    [
      { code: 404, message: 'gone' },
      { code: 404, message: 'gone', errors: [{ reason: 'notFound', domain: 'global' }] },
    ],
    [{ code: 429 }, { code: 429, status: 'RESOURCE_EXHAUSTED', errors: [{ domain: 'usageLimits' }] }],
    [
      { code: 412 },
      { code: 412, errors: [{ reason: 'conditionNotMet', location: 'If-Match', locationType: 'header' }] },
    ],
    [
      { code: 403, reason: 'rateLimitExceeded' },
      { code: 403, errors: [{ domain: 'usageLimits' }] },
    ],
    [{ code: 418 }, { code: 418, errors: [{ reason: 'badRequest' }] }],
    [{ code: 599 }, { code: 599, status: 'INTERNAL', errors: [{ reason: 'backendError' }] }],
  ])('of %j', (error, expected) => {
    const { simulator, send } = testProject({ faults: [{ fault: { error } }] });
    expect(send('GET', 'zones').body?.['error']).toMatchObject(expected);
    expect(simulator.faults.list()).toMatchObject([{ met: 1 }]);
  });

  test('of the application carries no word that only the front end says', () => {
    const { send } = testProject({ faults: [{ fault: { error: { code: 404 } } }] });
    expect(send('GET', 'zones').body?.['error']).not.toHaveProperty('status');
  });

  test('may be a page of HTML', () => {
    const { send } = testProject({ faults: [{ fault: { error: { code: 502, html: true } } }] });
    const { status, text, body, headers } = send('GET', 'zones');
    expect(status).toBe(502);
    expect(body).toBeUndefined();
    expect(text).toMatch(/^<!DOCTYPE html>\n<html lang=en>[^]*Error 502/);
    expect(headers['content-type']).toMatch(/^text\/html/);
  });

  test('that resets the connection keeps the request from being applied', () => {
    const project = testProject();
    project.simulator.faults.add({ method: '*.insert', times: 1, fault: 'reset' });
    expect(project.send('POST', CHECKS, CHECK)).toEqual({ status: 0, headers: {}, delivery: { reset: true } });
    project.make('POST', CHECKS, CHECK);
  });

  test('that loses the answer leaves the mutation applied, and a retry with the same request ID finds it done', () => {
    const project = testProject();
    project.simulator.faults.add({ method: 'healthChecks.insert', times: 1, fault: 'answerLost' });
    expect(project.send('POST', `${CHECKS}?requestId=${ID}`, CHECK).status).toBe(0);
    const operation = project.begin('POST', `${CHECKS}?requestId=${ID}`, CHECK);
    expect(operation['clientOperationId']).toBe(ID);
    expect(project.names(CHECKS)).toEqual(['h']);
    expect(project.names('global/operations')).toEqual([operation['name']]);
    project.simulator.faults.expectMet();
  });

  test('that loses the answer is not met by a mutation that is refused', () => {
    const project = testProject();
    project.make('POST', CHECKS, CHECK);
    const rule = project.simulator.faults.add({ method: 'healthChecks.insert', times: 1, fault: 'answerLost' });
    expect(project.send('POST', CHECKS, CHECK).status).toBe(409);
    expect({ seen: rule.seen, met: rule.met }).toEqual({ seen: 1, met: 0 });
    expect(project.send('POST', CHECKS, { ...CHECK, name: 'h2' }).status).toBe(0);
    expect({ seen: rule.seen, met: rule.met }).toEqual({ seen: 2, met: 1 });
  });

  test('that delivers a request twice answers to the second', () => {
    const project = testProject();
    project.simulator.faults.add({ method: 'healthChecks.insert', fault: 'duplicate' });
    expect(project.refused('POST', CHECKS, CHECK)).toMatchObject({ status: 409, reason: 'alreadyExists' });
    expect(project.names(CHECKS)).toEqual(['h']);
    const once = project.begin('POST', `${CHECKS}?requestId=${ID}`, { ...CHECK, name: 'h2' });
    expect(once['operationType']).toBe('insert');
    expect(project.names(CHECKS)).toEqual(['h', 'h2']);
  });

  test('of an operation lets the mutation be accepted, and its effect never be there', () => {
    const project = testProject();
    project.make('POST', CHECKS, CHECK);
    const error = { code: 'QUOTA_EXCEEDED', message: 'Quota exceeded.' };
    project.simulator.faults.add({ method: 'healthChecks.*', times: 2, fault: { operationError: error } });
    const inserted = project.finish('POST', CHECKS, { ...CHECK, name: 'h2' });
    expect(inserted).toMatchObject({
      status: 'DONE',
      error: { errors: [error] },
      httpErrorStatusCode: 403,
      httpErrorMessage: 'FORBIDDEN',
    });
    expect(project.finish('DELETE', `${CHECKS}/h`)['error']).toEqual({ errors: [error] });
    expect(project.names(CHECKS)).toEqual(['h']);
    project.make('DELETE', `${CHECKS}/h`);
    expect(project.simulator.replayed()).toEqual(project.simulator.snapshot());
  });

  test('of an operation hits those too that would be done at once', () => {
    const project = testProject();
    project.make('POST', 'global/addresses', { name: 'a' });
    project.simulator.faults.add({ fault: { operationError: { code: 'INTERNAL_ERROR' } } });
    const { labelFingerprint } = project.get('global/addresses/a');
    const operation = project.finish('POST', 'global/addresses/a/setLabels', { labels: { k: 'v' }, labelFingerprint });
    expect(operation).toMatchObject({ httpErrorStatusCode: 500, error: { errors: [{ code: 'INTERNAL_ERROR' }] } });
    expect(project.get('global/addresses/a')['labels']).toBeUndefined();
  });

  test('that an operation never ends leaves its target locked', () => {
    const project = testProject();
    project.simulator.faults.add({ method: 'healthChecks.insert', times: 1, fault: 'operationNeverEnds' });
    const { name } = project.begin('POST', CHECKS, CHECK);
    project.simulator.clock.advance(365 * 24 * 3_600_000);
    expect(project.get(`global/operations/${asString(name)}`)['status']).toBe('RUNNING');
    expect(project.refused('GET', `${CHECKS}/h`).status).toBe(404);
    expect(project.simulator.replayed()).toEqual(project.simulator.snapshot());
  });

  test('of latency passes virtual time before the answer is there', () => {
    for (const clock of ['instant', 'manual'] as const) {
      const { simulator, send } = testProject({ clock, faults: [{ fault: { latencyMs: 1500 } }] });
      const start = simulator.clock.now();
      expect(send('GET', 'zones/us-central1-a')).toMatchObject({ status: 200 });
      expect(send('GET', 'zones/us-central1-a').delivery).toBeUndefined();
      expect(simulator.clock.now()).toBe(start + 3000);
    }
  });

  test('of latency is left to the transport where time is real', () => {
    const { send } = testProject({ clock: 'real', faults: [{ fault: { latencyMs: 7, truncate: 10 } }] });
    expect(send('GET', 'zones').delivery).toEqual({ delayMs: 7, truncateAt: 10 });
  });

  test('may be late as well as bad', () => {
    const { simulator, send } = testProject({ faults: [{ fault: { latencyMs: 200, error: { code: 500 } } }] });
    const start = simulator.clock.now();
    expect(send('GET', 'zones').status).toBe(500);
    expect(simulator.clock.now()).toBe(start + 200);
  });
});

describe('a rule', () => {
  test('is about a method, a resource, a user and a client', () => {
    const rule = (about: Partial<FaultRule>): FaultRule => ({ ...about, fault: { error: { code: 500 } } });
    const status = (about: Partial<FaultRule>): number => {
      const simulator = createSimulator({ faults: [rule(about)] });
      const url = '/compute/v1/projects/p1/global/healthChecks';
      const headers = { 'x-gcepool-user': 'me@example.com', 'user-agent': 'gcloud/500 python' };
      return simulator.handle({ method: 'POST', url, headers, body: CHECK }).status;
    };
    expect(status({})).toBe(500);
    expect(status({ method: 'healthChecks.*' })).toBe(500);
    expect(status({ method: 'regionHealthChecks.insert' })).toBe(200);
    expect(status({ resource: 'projects/*/global/healthChecks/h' })).toBe(500);
    expect(status({ resource: 'projects/p1/**' })).toBe(500);
    expect(status({ resource: 'projects/p1/global/healthChecks/g*' })).toBe(200);
    expect(status({ user: '*@example.com' })).toBe(500);
    expect(status({ user: 'you@example.com' })).toBe(200);
    expect(status({ userAgent: 'gcloud/*' })).toBe(500);
    expect(status({ userAgent: 'Terraform*' })).toBe(200);
  });

  test('spares the first requests, hits the next, and lets the rest pass', () => {
    const { simulator, send } = testProject();
    const rule = simulator.faults.add({ method: 'zones.list', after: 2, times: 3, fault: { error: { code: 503 } } });
    const statuses = Array.from({ length: 8 }, () => send('GET', 'zones').status);
    expect(statuses).toEqual([200, 200, 503, 503, 503, 200, 200, 200]);
    expect(rule.met).toBe(3);
    expect(simulator.faults.list()).toEqual([{ id: rule.id, rule: rule.rule, seen: 5, met: 3 }]);
  });

  test('gives way to one that was added before, until that is used up', () => {
    const { simulator, send } = testProject();
    simulator.faults.add({ times: 1, fault: { error: { code: 503 } } });
    simulator.faults.add({ times: 1, fault: { error: { code: 500 } } });
    expect([1, 2, 3].map(() => send('GET', 'zones').status)).toEqual([503, 500, 200]);
  });

  test('draws from the seed', () => {
    const history = (seed: string): readonly number[] => {
      const project = testProject({ seed, faults: [{ probability: 0.5, fault: { error: { code: 503 } } }] });
      return Array.from({ length: 200 }, () => project.send('GET', 'zones').status);
    };
    expect(history('a')).toEqual(history('a'));
    expect(history('a')).not.toEqual(history('b'));
    const met = history('a').filter((status) => status === 503).length;
    expect(met).toBeGreaterThan(60);
    expect(met).toBeLessThan(140);
  });

  test('is taken away by its handle, or by its id', () => {
    const { simulator, send } = testProject();
    simulator.faults.add({ fault: 'reset' }).remove();
    const { id } = simulator.faults.add({ fault: 'reset' });
    expect(() => simulator.faults.remove('fault-9')).toThrow("There is no fault rule 'fault-9'; there is fault-2");
    simulator.faults.remove(id);
    expect(send('GET', 'zones').status).toBe(200);
  });

  test('that was not met, or not often enough, is named', () => {
    const { simulator, send } = testProject();
    const { faults } = simulator;
    faults.expectMet();
    faults.add({ method: 'zones.list', times: 2, fault: { error: { code: 503 } } });
    faults.add({ method: 'zones.get', fault: 'reset' });
    send('GET', 'zones');
    expect(() => faults.expectMet()).toThrow(
      /Faults that were not met:\n  fault-1 .*met 1 of 2 times; requests it was about: 1\n  fault-2 .*met never; requests it was about: 0$/,
    );
    send('GET', 'zones');
    send('GET', 'zones/us-central1-a');
    faults.expectMet();
  });

  test('goes with a fork, which counts by itself; a reset brings back those of the options', () => {
    const { simulator } = testProject({ faults: [{ times: 1, fault: { error: { code: 503 } } }] });
    simulator.faults.add({ method: 'zones.get', fault: 'reset' });
    const fork = projectIn(simulator.fork());
    expect(fork.send('GET', 'zones').status).toBe(503);
    expect(simulator.faults.list().map(({ met }) => met)).toEqual([0, 0]);
    expect(fork.simulator.faults.list().map(({ met }) => met)).toEqual([1, 0]);
    fork.simulator.reset();
    expect(fork.simulator.faults.list()).toEqual([
      { id: 'fault-1', rule: { times: 1, fault: { error: { code: 503 } } }, seen: 0, met: 0 },
    ]);
  });

  test('is not changed by whoever wrote it', () => {
    const { simulator, send } = testProject();
    const rule = { method: 'zones.list', user: 'user@example.com', fault: { error: { code: 503 } } };
    simulator.faults.add(rule);
    rule.user = 'other';
    Object.assign(simulator.faults.list()[0]?.rule ?? {}, { user: 'other' });
    expect(send('GET', 'zones').status).toBe(503);
  });

  test.each<readonly [unknown, string]>([
    [undefined, 'A fault rule must be an object'],
    [[], 'A fault rule must be an object'],
    [{}, "fault must be one of 'reset'"],
    [{ fault: 'explode' }, 'got "explode"'],
    [{ fault: 'toString' }, 'got "toString"'],
    [{ fault: {} }, 'fault must have one of error'],
    [{ fault: { error: { code: 500 }, truncate: 3 } }, 'fault must have one of error'],
    [{ fault: { slow: true } }, "fault has no field 'slow'"],
    [{ fault: { error: { code: 200 } } }, 'fault.error.code must be a whole number from 400 to 599; got 200'],
    [{ fault: { error: { code: 500, status: 'X' } } }, "fault.error has no field 'status'"],
    [{ fault: { error: { code: 500, message: '' } } }, 'fault.error.message must be a text that is not empty'],
    [{ fault: { error: { code: 502, html: true, reason: 'x' } } }, 'fault.error.reason has no place'],
    [{ fault: { error: { code: 502, html: 1 } } }, 'fault.error.html must be true or false'],
    [{ fault: { truncate: -1 } }, 'fault.truncate must be a whole number'],
    [{ fault: { latencyMs: Infinity } }, 'fault.latencyMs must be a whole number'],
    [{ fault: { operationError: {} } }, 'fault.operationError.code must be a text'],
    [{ fault: { operationError: { code: 'X', httpErrorStatusCode: 1 } } }, 'httpErrorStatusCode must be'],
    [{ fault: 'reset', path: 'x' }, "A fault rule has no field 'path'"],
    [{ fault: 'reset', method: 'backendService.insert' }, 'nearest: backendServices.insert'],
    [{ fault: 'reset', method: 7 }, 'method must be a method id'],
    [{ fault: 'reset', method: 'x'.repeat(100_000) }, 'matches no method of Compute;'],
    [{ fault: 'answerLost', method: '*.list' }, 'fault answerLost is for mutations only'],
    [{ fault: 'reset', resource: 'backendServices/b' }, 'resource must be a path such as'],
    [{ fault: 'reset', user: 3 }, 'user must be a text that is not empty'],
    [{ fault: 'reset', times: 0 }, 'times must be a whole number from 1'],
    [{ fault: 'reset', after: 1.5 }, 'after must be a whole number'],
    [{ fault: 'reset', probability: 0 }, 'probability must be above 0 and at most 1; got 0'],
  ])('that makes no sense is refused: %j', (rule, message) => {
    const { faults } = createSimulator();
    // What comes from JavaScript or over HTTP may be anything.
    expect(() => faults.add(rule as FaultRule)).toThrow(TypeError);
    expect(() => faults.add(rule as FaultRule)).toThrow(message);
    expect(() => createSimulator({ faults: [rule as FaultRule] })).toThrow(message);
    expect(faults.list()).toEqual([]);
  });
});
