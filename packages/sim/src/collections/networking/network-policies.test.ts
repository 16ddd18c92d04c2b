import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const PATH = 'regions/us-east1/networkPolicies/p';

test('rules of a network policy are told apart by priority, associations by name', () => {
  const beta = testProject({}, 'p1', 'beta');
  beta.make('POST', 'regions/us-east1/networkPolicies', { name: 'p' });
  for (const priority of [20, 10])
    beta.make('POST', `${PATH}/addTrafficClassificationRule`, { priority, ruleName: 'r' });
  expect(beta.get(PATH)['trafficClassificationRules']).toMatchObject([{ priority: 10 }, { priority: 20 }]);
  const taken = { priority: 10 };
  expect(beta.refusal('POST', `${PATH}/addTrafficClassificationRule`, taken)).toMatch(/^400 .*It is taken/);
  expect(beta.refusal('POST', `${PATH}/addTrafficClassificationRule`, {})).toMatch(
    /^400 Required field 'resource.priority'/,
  );
  beta.make('POST', `${PATH}/patchTrafficClassificationRule?priority=10`, { disabled: true });
  expect(beta.get(`${PATH}/getTrafficClassificationRule?priority=10`)).toEqual({
    kind: 'compute#networkPolicyTrafficClassificationRule',
    priority: 10,
    ruleName: 'r',
    disabled: true,
  });
  beta.make('POST', `${PATH}/removeTrafficClassificationRule?priority=10`);
  expect(beta.refused('GET', `${PATH}/getTrafficClassificationRule?priority=10`).status).toBe(400);

  const association = { name: 'a', attachmentTarget: 'projects/p1/global/networks/default' };
  beta.make('POST', `${PATH}/addAssociation`, association);
  expect(beta.get(`${PATH}/getAssociation?name=a`)).toEqual(association);
  beta.make('POST', `${PATH}/removeAssociation?name=a`);
  expect(beta.get(PATH)).not.toHaveProperty('associations');
  expect(beta.refusal('POST', `${PATH}/removeAssociation`)).toMatch(/^400 Required field 'name'/);
});
