import { describe, expect, test } from 'vitest';
import { chooseCloud, describeCloud, isLoopback, projectOfNodes, simulatedProject } from './choose-cloud.ts';

const local = new URL('http://127.0.0.1:8080');
const remote = new URL('https://compute.example.com');

test('the embedded simulator is the default, and says so', () => {
  const choice = chooseCloud({});
  expect(choice).toEqual({ kind: 'sim', project: simulatedProject });
  expect(describeCloud(choice)).toContain('nothing real is touched, and nothing is kept');
});

test('an endpoint implies gce, and on this machine needs no project', () => {
  expect(chooseCloud({ endpoint: local }, 'list')).toEqual({ kind: 'gce', project: simulatedProject, endpoint: local });
});

test('a state file makes the embedded simulator last', () => {
  expect(chooseCloud({ state: 'f.json' }, 'list')).toEqual({
    kind: 'sim',
    project: simulatedProject,
    stateFile: 'f.json',
  });
});

describe('refused with the way out', () => {
  test.each([
    [{ cloud: 'sim', endpoint: local }, undefined, 'use one of them'],
    [{ cloud: 'gce' }, undefined, '--cloud gce needs --project'],
    [{ endpoint: remote }, undefined, '--endpoint https://compute.example.com needs --project'],
    [{ endpoint: local, state: 'f' }, undefined, 'leave it out'],
    [{}, 'list', 'list needs a cloud that outlives this command: use --cloud gce'],
  ] as const)('%j for %s', (options, command, message) => {
    expect(() => chooseCloud(options, command)).toThrow(message);
  });
});

test.each([
  [{ cloud: 'gce', project: 'p' }, 'p'],
  [{ endpoint: remote, project: 'example.com:p' }, 'example.com:p'],
  [{ cloud: 'gce', project: '123456' }, undefined],
  [{ endpoint: local, project: 'p' }, undefined],
  [{ cloud: 'sim', project: 'p' }, undefined],
  [{ project: 'p' }, undefined],
] as const)('nodes of %j are instances of %s', (options, project) => {
  expect(projectOfNodes(options)).toBe(project);
});

test.each([
  ['http://127.0.0.1', true],
  ['http://127.8.8.8:1', true],
  ['http://localhost:1', true],
  ['http://[::1]:1', true],
  ['http://127.0.0.1.example.com', false],
  ['https://compute.googleapis.com', false],
])('%s is this machine: %s', (url, expected) => expect(isLoopback(new URL(url))).toBe(expected));
