import { expect, test } from 'vitest';
import { projectWithManager, ZONE } from '../../../test/machines.ts';

const PATH = `${ZONE}/instanceGroupManagers/m`;
const selection = (machineType: string, rank?: number): object => ({
  machineTypes: [machineType],
  ...(rank === undefined ? {} : { rank }),
});

test('a selection that is patched is as it was sent, the others stay, and null takes one away', () => {
  const project = projectWithManager({
    instanceFlexibilityPolicy: {
      instanceSelections: {
        a: selection('n1-standard-1', 2),
        b: selection('n1-standard-2', 1),
        c: selection('n1-standard-4'),
      },
    },
  });
  const instanceSelections = { a: selection('n1-standard-8'), c: null };
  project.make('PATCH', PATH, { instanceFlexibilityPolicy: { instanceSelections } });
  expect(project.get(PATH)['instanceFlexibilityPolicy']).toEqual({
    instanceSelections: { a: selection('n1-standard-8'), b: selection('n1-standard-2', 1) },
  });
});
