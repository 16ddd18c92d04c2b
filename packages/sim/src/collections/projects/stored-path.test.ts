import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';
import { asString } from '../../kernel/json.ts';
import { SharedMap } from '../../kernel/shared-map.ts';
import { projectNumberOf } from './project-number.ts';
import { rememberNumber } from './stored-path.ts';

const CHECK = 'global/healthChecks/h';
const link = `https://www.googleapis.com/compute/v1/projects/p1/${CHECK}`;

function withCheck() {
  const project = testProject();
  project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  return { project, id: asString(project.get(CHECK)['id']) };
}

test.each([
  ['its id', (id: string) => `global/healthChecks/${id}`],
  ['the number of its project', () => `projects/${projectNumberOf('p1')}/${CHECK}`],
  ['both', (id: string) => `projects/${projectNumberOf('p1')}/global/healthChecks/${id}`],
])('a reference may name a resource by %s, and is kept by name', (_, referenceTo) => {
  const { project, id } = withCheck();
  project.make('POST', 'global/backendServices', { name: 'b', healthChecks: [referenceTo(id)] });
  expect(project.get('global/backendServices/b')['healthChecks']).toEqual([link]);
  expect(project.refused('DELETE', CHECK).message).toContain(
    "already being used by 'projects/p1/global/backendServices/b'",
  );
});

test.each(['global/healthChecks/123', 'projects/123/global/healthChecks/h'])('%s is nothing', (reference) => {
  const { project } = withCheck();
  expect(project.refused('POST', 'global/backendServices', { name: 'b', healthChecks: [reference] }).status).toBe(404);
});

test('a request may name its project by number', () => {
  const { project, id } = withCheck();
  const numbered = project.simulator.handle({
    method: 'GET',
    url: `/compute/v1/projects/${projectNumberOf('p1')}/${CHECK}`,
  });
  expect(numbered.body).toMatchObject({ id, selfLink: link });
});

test('of projects of which nothing is stored, those that were named last can be named by number', () => {
  const named = new SharedMap<string>();
  for (let index = 0; index < 1000; index++) rememberNumber(`p-${index}`, { named });
  rememberNumber('p-0', { named });
  rememberNumber('another', { named });
  const known = ['p-0', 'p-1', 'p-2', 'another'].map((project) => named.get(projectNumberOf(project)));
  expect(known).toEqual(['p-0', undefined, 'p-2', 'another']);
});
