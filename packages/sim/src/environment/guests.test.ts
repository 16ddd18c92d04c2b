import { expect, test } from 'vitest';
import { instance, ZONE } from '../../test/machines.ts';
import type { TestProject } from '../../test/test-project.ts';
import { testProject } from '../../test/test-project.ts';
import type { GuestAttributeSetting } from './guests.ts';

const PATH = `${ZONE}/instances/i`;
const INSTANCE = `projects/p1/${PATH}`;

function withInstance(): TestProject {
  const project = testProject();
  project.make('POST', `${ZONE}/instances`, instance('i'));
  return project;
}

const output = (project: TestProject, query = ''): object => {
  const { contents, start, next } = project.get(`${PATH}/serialPort${query}`);
  return { contents, start, next };
};

test('what an instance has printed is read from any byte on, port by port', () => {
  const project = withInstance();
  const { guests } = project.simulator;
  guests.print({ instance: INSTANCE, text: 'booted\n' });
  guests.print({ instance: `https://www.googleapis.com/compute/v1/${INSTANCE}`, text: 'grüße\n' });
  guests.print({ instance: INSTANCE, port: 3, text: 'ready\n' });
  expect(output(project)).toEqual({ contents: 'booted\ngrüße\n', start: '0', next: '15' });
  expect(output(project, '?start=7')).toEqual({ contents: 'grüße\n', start: '7', next: '15' });
  expect(output(project, '?start=-2')).toEqual({ contents: 'e\n', start: '13', next: '15' });
  expect(output(project, '?start=15')).toEqual({ contents: '', start: '15', next: '15' });
  expect(output(project, '?start=99')).toEqual({ contents: '', start: '99', next: '99' });
  expect(output(project, '?port=3')).toEqual({ contents: 'ready\n', start: '0', next: '6' });
  expect(output(project, '?port=2')).toEqual({ contents: '', start: '0', next: '0' });
});

test('the last MiB of it is kept', () => {
  const project = withInstance();
  const { guests } = project.simulator;
  guests.print({ instance: INSTANCE, text: 'x'.repeat(1024 * 1024) });
  guests.print({ instance: INSTANCE, text: 'end' });
  expect(output(project, '?start=1')).toEqual({
    contents: `${'x'.repeat(1024 * 1024 - 3)}end`,
    start: '3',
    next: '1048579',
  });
});

test('it is cut between characters, so that its bytes stay where they are', () => {
  const project = withInstance();
  const { guests } = project.simulator;
  guests.print({ instance: INSTANCE, text: `ü${'x'.repeat(1024 * 1024 - 2)}` });
  guests.print({ instance: INSTANCE, text: 'y' });
  expect(output(project, '?start=1048576')).toEqual({ contents: 'y', start: '1048576', next: '1048577' });
  expect(output(project, '?start=0')).toMatchObject({ start: '2', next: '1048577' });
});

test('attributes are read by path, namespace and key, until they are taken back', () => {
  const project = withInstance();
  const publish = (namespace: string, key: string, value: string | null): void =>
    project.simulator.guests.publish({ instance: INSTANCE, namespace, key, value });
  publish('load', 'cpu', '55');
  publish('load', 'memory', '80');
  publish('__proto__', 'toString', 'mine');
  const attributes = `${PATH}/getGuestAttributes`;
  const cpu = { namespace: 'load', key: 'cpu', value: '55' };
  const memory = { namespace: 'load', key: 'memory', value: '80' };
  expect(project.get(`${attributes}?queryPath=load/`)).toMatchObject({
    kind: 'compute#guestAttributes',
    queryPath: 'load/',
    queryValue: { items: [cpu, memory] },
  });
  expect(project.get(`${attributes}?queryPath=load/memory`)['queryValue']).toEqual({ items: [memory] });
  expect(project.get(attributes)['queryValue']).toEqual({
    items: [cpu, memory, { namespace: '__proto__', key: 'toString', value: 'mine' }],
  });
  expect(project.get(`${attributes}?variableKey=load/cpu`)).toMatchObject({
    variableKey: 'load/cpu',
    variableValue: '55',
  });
  publish('load', 'cpu', null);
  expect(project.refusal('GET', `${attributes}?queryPath=load/cpu`)).toBe(
    "404 The resource 'load/cpu' of type 'Guest Attribute' was not found.",
  );
});

test('what was said is gone with the instance, and what is said before holds for the one that comes', () => {
  const project = testProject();
  project.simulator.guests.print({ instance: INSTANCE, text: 'early\n' });
  expect(project.refusal('GET', `${PATH}/serialPort`)).toMatch(/^404/);
  project.make('POST', `${ZONE}/instances`, instance('i'));
  project.simulator.guests.print({ instance: INSTANCE, text: 'late\n' });
  expect(output(project)).toMatchObject({ contents: 'early\nlate\n' });
  project.make('DELETE', PATH);
  project.make('POST', `${ZONE}/instances`, instance('i'));
  expect(output(project)).toMatchObject({ contents: '' });
  expect(project.simulator.replayed()).toEqual(project.simulator.snapshot());
});

test.each([
  ['guests.print', { instance: 'i', text: 'x' }, /^instance in guests.print must be a path or link as /],
  [
    'guests.print',
    { instance: INSTANCE, text: 'x', port: 5 },
    'port in guests.print must be a whole number from 1 to 4',
  ],
  ['guests.print', { instance: INSTANCE, text: '' }, 'text in guests.print must be a text that is not empty'],
  ['guests.print', { instance: INSTANCE, line: 'x' }, "guests.print has no field 'line'"],
  ['guests.publish', { instance: INSTANCE, namespace: 'a/b', key: 'k', value: '' }, 'namespace in guests.publish must'],
  [
    'guests.publish',
    { instance: INSTANCE, namespace: 'a', key: 'k' },
    'value in guests.publish must be a text, or null',
  ],
])('%s(%j) is refused', (face, sent, message) => {
  const { guests } = testProject().simulator;
  // As JavaScript passes it.
  const given = sent as GuestAttributeSetting & { text: string };
  expect(() => (face === 'guests.print' ? guests.print(given) : guests.publish(given))).toThrow(message);
});
