import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

test('a project can have licenses of its own', () => {
  const project = testProject();
  project.make('POST', 'global/licenses', { name: 'l', description: 'd' });
  expect(project.get('global/licenses/l')).toMatchObject({
    description: 'd',
    licenseCode: expect.stringMatching(/^\d+$/),
    selfLinkWithId: expect.stringMatching(/licenses\/\d+$/),
    transferable: true,
  });
});
