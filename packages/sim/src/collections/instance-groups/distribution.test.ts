import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';
import type { TestProject } from '../../../test/test-project.ts';

const GROUPS = 'regions/us-central1/instanceGroupManagers';
const ZONES = ['a', 'b', 'c', 'f'].map((letter) => ({ zone: `zones/us-central1-${letter}` }));

/** A project with groups of machines that only zones a, b and c have. */
function projectWithGroup(targetShape: string, targetSize: number): TestProject {
  const project = testProject();
  project.make('POST', 'global/instanceTemplates', {
    name: 't',
    properties: {
      machineType: 'g2-standard-4',
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
      ],
      networkInterfaces: [{ network: 'global/networks/default' }],
      scheduling: { onHostMaintenance: 'TERMINATE' },
    },
  });
  project.make('POST', GROUPS, {
    name: 'm',
    instanceTemplate: 'global/instanceTemplates/t',
    targetSize,
    distributionPolicy: { targetShape, zones: ZONES },
    updatePolicy: { instanceRedistributionType: 'NONE' },
  });
  return project;
}

const lettersOf = (project: TestProject): readonly string[] =>
  ['a', 'b', 'c', 'f'].flatMap((letter) => project.list(`zones/us-central1-${letter}/instances`).map(() => letter));

describe('the instances of a regional group', () => {
  test.each(['BALANCED', 'ANY'])('of shape %s are in zones that have such machines', (shape) => {
    expect(lettersOf(projectWithGroup(shape, 4))).toEqual(['a', 'a', 'b', 'c']);
  });

  test('of a single zone are all in one, of several requests too', () => {
    const project = projectWithGroup('ANY_SINGLE_ZONE', 2);
    project.make('POST', `${GROUPS}/m/createInstances`, { instances: [{ name: 'named' }] });
    project.make('POST', `${GROUPS}/m/resize?size=5`);
    expect(new Set(lettersOf(project)).size).toBe(1);
    expect(lettersOf(project)).toHaveLength(5);
  });

  test('are those that its resize request asks for', () => {
    const project = projectWithGroup('ANY_SINGLE_ZONE', 0);
    project.make('POST', `${GROUPS}/m/resizeRequests`, { name: 'r', resizeBy: 2 });
    expect(new Set(lettersOf(project)).size).toBe(1);
  });
});
