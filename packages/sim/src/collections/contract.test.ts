import { kindOf, schema } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import type { Subject } from '../../test/contract-subject.ts';
import {
  accepted,
  callOf,
  finished,
  withDependencies,
  pathOfLink,
  refusal,
  subjects,
  withOne,
} from '../../test/contract-subject.ts';
import { bodies, queries } from '../arbitraries/example-inserts.ts';
import type { JsonObject } from '../kernel/json.ts';
import { asObject, asString } from '../kernel/json.ts';

/*
 * What all collections have in common, tried on each that can be written to: a collection is tested before anyone writes
 * a line of rules for it. What a collection cannot do without is in an `<its name>.example.ts` beside its rules.
 */

/** The laws that a collection does not obey, and why. */
const APART: Readonly<Record<'name' | 'numeric id' | 'slash', Readonly<Record<string, string>>>> = {
  name: {
    firewallPolicies: 'The service names it by its id, whatever the body says.',
    organizationSecurityPolicies: 'The service names it by its id, whatever the body says.',
  },
  'numeric id': { externalVpnGateways: 'The pattern of its paths has no room for one.' },
  slash: {
    instanceTemplates: 'What a template says is kept as it was sent (observed).',
    regionInstanceTemplates: 'What a template says is kept as it was sent (observed).',
  },
};

const all = subjects();
const having = (name: string): readonly Subject[] => all.filter(({ routes }) => routes.has(name));
const obeying = (law: keyof typeof APART): readonly Subject[] =>
  all.filter(({ collection }) => APART[law][collection] === undefined);

/** Some are changed as a whole by PUT; where `update` is a PATCH, it is one by another name. */
const isPut = ({ routes }: Subject): boolean => routes.get('update')?.method.httpMethod === 'PUT';

const FINGERPRINT = expect.stringMatching(/^[\w+/]{11}=$/);
const TIME = expect.stringContaining('2026-01-05T08:00:');

/** A resource without what changes with every change of it: its fingerprint, or the token that a few have in its place. */
const withoutFingerprint = (resource: JsonObject): JsonObject => ({
  ...resource,
  fingerprint: undefined,
  etag: undefined,
});

test('nearly a hundred collections are tried', () => {
  expect(all.length).toBeGreaterThan(90);
  // Nothing in the tables is for a collection that is not there.
  const known = new Set(all.map(({ collection }) => collection));
  const named = [bodies, queries, ...Object.values(APART)].flatMap((table) => Object.keys(table));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

describe('insert', () => {
  test.each(all)('makes, of $collection, what the service makes of it', (subject) => {
    const simulator = withDependencies();
    const operation = accepted(simulator, 'POST', subject.insertUrl, subject.body);
    expect(operation).toMatchObject({
      kind: 'compute#operation',
      status: 'RUNNING',
      progress: 0,
      insertTime: TIME,
      operationType: expect.stringMatching(/insert|create/i),
    });
    const done = finished(simulator, operation);
    expect(done).toMatchObject({ progress: 100, endTime: TIME });
    const path = pathOfLink(done['targetLink']);
    expect(path.slice(0, path.lastIndexOf('/'))).toBe(subject.parent);
    const resource = accepted(simulator, 'GET', path);
    const expected = {
      id: done['targetId'],
      selfLink: done['targetLink'],
      kind: kindOf(subject.schemaName),
      creationTimestamp: TIME,
      fingerprint: FINGERPRINT,
      labelFingerprint: FINGERPRINT,
    };
    expect(resource).toMatchObject(
      Object.fromEntries(Object.entries(expected).filter(([field]) => subject.hasField(field))),
    );
    // It is made of what the API declares, and nothing else.
    expect(Object.keys(resource).filter((field) => !subject.hasField(field))).toEqual([]);
  });

  test.each(obeying('name'))('names, of $collection, what is named, and once', (subject) => {
    const { simulator, path } = withOne(subject);
    const before = accepted(simulator, 'GET', path);
    expect(before['name']).toBe('x');
    expect(refusal(simulator, 'POST', subject.insertUrl, subject.body)).toEqual([409, 'alreadyExists']);
    expect(accepted(simulator, 'GET', path)).toEqual(before);
  });
});

/** A body whose references all end in a slash. */
const withSlashes = (body: object): JsonObject =>
  asObject(
    JSON.parse(JSON.stringify(body), (_, value: unknown) =>
      typeof value === 'string' && /^(?:projects|global|regions|zones)\/.+\//.test(value) ? `${value}/` : value,
    ),
  );

describe('references', () => {
  test.each(obeying('slash').filter(({ body }) => JSON.stringify(withSlashes(body)) !== JSON.stringify(body)))(
    'may end, of $collection, in a slash, which is not kept',
    (subject) => {
      const { simulator, path } = withOne(subject);
      const plain = accepted(simulator, 'GET', path);
      const other = withDependencies();
      finished(other, accepted(other, 'POST', subject.insertUrl, withSlashes(subject.body)));
      expect(accepted(other, 'GET', path)).toEqual(plain);
    },
  );
});

describe('get', () => {
  test.each(obeying('numeric id'))('takes, of $collection, a numeric id for a name', (subject) => {
    const { simulator, path } = withOne(subject);
    const resource = accepted(simulator, 'GET', path);
    expect(accepted(simulator, 'GET', `${subject.parent}/${asString(resource['id'])}`)).toEqual(resource);
  });

  test.each(all.filter(({ parent }) => parent.startsWith('projects/')))(
    'finds, of $collection, what is of its project',
    (subject) => {
      const { simulator, path } = withOne(subject);
      expect(refusal(simulator, 'GET', path.replace('/p1/', '/p2/'))[0]).toBe(404);
    },
  );
});

describe('list', () => {
  test.each(all)('has, of $collection, what get shows', (subject) => {
    const { simulator, path } = withOne(subject);
    // Lists that are in no project ask for the parent that an insert names.
    const url = subject.parent.startsWith('locations/') ? subject.insertUrl : subject.parent;
    const list = accepted(simulator, 'GET', url);
    expect(list['items']).toContainEqual(accepted(simulator, 'GET', path));
    const response = subject.routes.get('list')?.method.response ?? '';
    expect(list['kind']).toBe(kindOf(response));
    expect(Object.keys(schema(response).properties)).toEqual(expect.arrayContaining(Object.keys(list)));
  });

  test.each(having('aggregatedList'))('has, of $collection, the same over all scopes', (subject) => {
    const { simulator, path } = withOne(subject);
    const url = subject.routes.get('aggregatedList')?.method.path.replace('{project}', 'p1') ?? '';
    const { items } = accepted(simulator, 'GET', url);
    const [, , ...scope] = subject.parent.slice(0, subject.parent.lastIndexOf('/')).split('/');
    const hits = Object.values(asObject(asObject(items)[scope.join('/')]));
    expect(hits.flat()).toContainEqual(accepted(simulator, 'GET', path));
  });
});

describe('patch', () => {
  test.each(having('patch'))('changes, of $collection, what is sent, and keeps the rest', (subject) => {
    const { simulator, path } = withOne(subject);
    const before = accepted(simulator, 'GET', path);
    const change = { description: 'changed', fingerprint: before['fingerprint'] };
    finished(simulator, accepted(simulator, ...callOf(subject, 'patch', path, change)));
    const after = accepted(simulator, 'GET', path);
    expect(withoutFingerprint(after)).toEqual({ ...withoutFingerprint(before), description: 'changed' });
  });

  test.each(having('patch').filter(({ hasField }) => hasField('fingerprint')))(
    'is, of $collection, by who knows the current fingerprint',
    (subject) => {
      const { simulator, path } = withOne(subject);
      const { fingerprint } = accepted(simulator, 'GET', path);
      const patch = (description: string): [string, string, object?] =>
        callOf(subject, 'patch', path, { description, fingerprint });
      finished(simulator, accepted(simulator, ...patch('changed')));
      expect(accepted(simulator, 'GET', path)['fingerprint']).not.toBe(fingerprint);
      expect(refusal(simulator, ...patch('again'))).toEqual([412, 'conditionNotMet']);
    },
  );
});

describe('update', () => {
  test.each(having('update'))(
    'makes, of $collection, what is sent, and keeps what only the service sets',
    (subject) => {
      const { simulator, path } = withOne(subject);
      const before = accepted(simulator, 'GET', path);
      finished(
        simulator,
        accepted(simulator, ...callOf(subject, 'update', path, { ...before, description: 'changed' })),
      );
      const after = accepted(simulator, 'GET', path);
      expect(withoutFingerprint(after)).toEqual({ ...withoutFingerprint(before), description: 'changed' });
    },
  );

  test.each(having('update').filter(isPut))(
    'makes, of $collection, what an insert of the same body makes, whatever it was before',
    (subject) => {
      const { simulator, path } = withOne(subject);
      const before = accepted(simulator, 'GET', path);
      const put = (body: object): unknown =>
        finished(simulator, accepted(simulator, ...callOf(subject, 'update', path, body)));
      put({ ...before, description: 'changed' });
      const { fingerprint } = accepted(simulator, 'GET', path);
      put({ ...subject.body, fingerprint });
      expect(withoutFingerprint(accepted(simulator, 'GET', path))).toEqual(withoutFingerprint(before));
    },
  );

  test.each(having('update').filter(isPut))(
    'takes, of $collection, nothing that only the service sets, and needs none of it',
    (subject) => {
      const { simulator, path } = withOne(subject);
      const before = accepted(simulator, 'GET', path);
      const nonsense = { id: '1', kind: 'x', selfLink: 'x', creationTimestamp: 'x', region: 'x', zone: 'x' };
      const { fingerprint } = before;
      const body = { ...subject.body, fingerprint, ...nonsense };
      finished(simulator, accepted(simulator, ...callOf(subject, 'update', path, body)));
      expect(accepted(simulator, 'GET', path)).toEqual(before);
    },
  );

  test.each(having('update').filter((subject) => isPut(subject) && subject.hasField('fingerprint')))(
    'is, of $collection, by who knows the current fingerprint',
    (subject) => {
      const { simulator, path } = withOne(subject);
      const before = accepted(simulator, 'GET', path);
      const put = (description: string): [string, string, object?] =>
        callOf(subject, 'update', path, { ...before, description });
      finished(simulator, accepted(simulator, ...put('changed')));
      expect(accepted(simulator, 'GET', path)['fingerprint']).not.toBe(before['fingerprint']);
      expect(refusal(simulator, ...put('again'))).toEqual([412, 'conditionNotMet']);
    },
  );
});

describe('setLabels', () => {
  test.each(having('setLabels'))('replaces, of $collection, all labels, by who knows the current ones', (subject) => {
    const { simulator, path } = withOne(subject);
    const setLabels = (body: object): [string, string, object?] => callOf(subject, 'setLabels', path, body);
    const { labelFingerprint } = accepted(simulator, 'GET', path);
    finished(simulator, accepted(simulator, ...setLabels({ labels: { a: 'b', c: 'd' }, labelFingerprint })));
    const labelled = accepted(simulator, 'GET', path);
    expect(labelled['labels']).toEqual({ a: 'b', c: 'd' });
    expect(labelled['labelFingerprint']).not.toBe(labelFingerprint);
    expect(refusal(simulator, ...setLabels({ labels: {}, labelFingerprint }))).toEqual([412, 'conditionNotMet']);
    expect(refusal(simulator, ...setLabels({ labels: {} }))[0]).toBe(412);
    const current = labelled['labelFingerprint'];
    finished(simulator, accepted(simulator, ...setLabels({ labels: { a: 'x' }, labelFingerprint: current })));
    expect(accepted(simulator, 'GET', path)['labels']).toEqual({ a: 'x' });
  });
});

describe('delete', () => {
  test.each(all)('is refused, of $collection, while an operation works on it', (subject) => {
    const { simulator, path } = withOne(subject);
    accepted(simulator, ...callOf(subject, 'delete', path));
    expect(refusal(simulator, ...callOf(subject, 'delete', path))).toEqual([400, 'resourceNotReady']);
  });

  test.each(all)('ends, of $collection, what there was, and makes room for another', (subject) => {
    const { simulator, path } = withOne(subject);
    const operation = accepted(simulator, ...callOf(subject, 'delete', path));
    expect(operation).toMatchObject({
      operationType: expect.stringMatching(/delete/i),
      targetLink: expect.stringContaining(path),
    });
    finished(simulator, operation);
    expect(refusal(simulator, 'GET', path)).toEqual([404, 'notFound']);
    expect(refusal(simulator, ...callOf(subject, 'delete', path))).toEqual([404, 'notFound']);
    expect(finished(simulator, accepted(simulator, 'POST', subject.insertUrl, subject.body))['progress']).toBe(100);
  });
});
