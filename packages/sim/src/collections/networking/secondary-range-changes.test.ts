import { expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const PATH = 'regions/us-east1/subnetworks';
const range = (rangeName: string, third: number) => ({ rangeName, ipCidrRange: `192.168.${third}.0/24` });

function subnetworkWith(...secondaryIpRanges: readonly object[]): TestProject {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  project.make('POST', PATH, {
    name: 's',
    network: 'global/networks/n',
    ipCidrRange: '10.0.0.0/24',
    secondaryIpRanges,
  });
  return project;
}

const change = (project: TestProject, ...secondaryIpRanges: readonly object[]) =>
  ['PATCH', `${PATH}/s`, { fingerprint: project.get(`${PATH}/s`)['fingerprint'], secondaryIpRanges }] as const;

test('ranges are added, put in another order and removed, each in a request of its own', () => {
  const project = subnetworkWith(range('a', 1));
  project.make(...change(project, range('b', 2), range('a', 1)));
  project.make(...change(project, range('a', 1), range('b', 2)));
  project.make(...change(project, range('b', 2)));
  project.make(...change(project));
  expect(project.get(`${PATH}/s`)).not.toHaveProperty('secondaryIpRanges');
});

test('one request does not add and remove', () => {
  const project = subnetworkWith(range('a', 1), range('b', 2));
  expect(project.refusal(...change(project, range('b', 2), range('c', 3)))).toBe(
    "400 Invalid value for field 'resource.secondaryIpRanges': ''. Cannot add and remove secondary IP ranges in the same request. " +
      'Added ranges: [192.168.3.0/24]. \nRemoved ranges: [192.168.1.0/24].',
  );
});

test('a range that is renamed is in its own way', () => {
  const project = subnetworkWith(range('a', 1));
  expect(project.refusal(...change(project, range('b', 1)))).toBe(
    "400 Invalid value for field 'resource.secondaryIpRanges[0].ipCidrRange': '192.168.1.0/24'. Invalid IPCidrRange: 192.168.1.0/24 " +
      "conflicts with existing subnetwork 's' in region 'us-east1'.",
  );
});
