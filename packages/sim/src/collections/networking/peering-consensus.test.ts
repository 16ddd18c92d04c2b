import { expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import { asArray } from '../../kernel/json.ts';

function peered(updateStrategy: string): TestProject {
  const project = testProject();
  for (const name of ['a', 'b']) project.make('POST', 'global/networks', { name, autoCreateSubnetworks: false });
  for (const [own, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const networkPeering = {
      name: 'p',
      network: `global/networks/${other}`,
      exchangeSubnetRoutes: true,
      updateStrategy,
    };
    project.make('POST', `global/networks/${own}/addPeering`, { networkPeering });
  }
  return project;
}

const statusOf = (project: TestProject, network: string): unknown =>
  asArray(project.get(`global/networks/${network}`)['peerings'])[0];

test('a peering by consensus goes when both sides have asked for it', () => {
  const project = peered('CONSENSUS');
  const call = (network: string, method: string): void =>
    project.make('POST', `global/networks/${network}/${method}`, { name: 'p' });
  const remove = (): string => project.refusal('POST', 'global/networks/a/removePeering', { name: 'p' });
  expect(remove()).toMatch(/^400 .*Both peerings must request/);
  call('a', 'requestRemovePeering');
  const deleteStatus = (value: string): object => ({ connectionStatus: { consensusState: { deleteStatus: value } } });
  expect(statusOf(project, 'a')).toMatchObject(deleteStatus('LOCAL_DELETE_REQUESTED'));
  expect(statusOf(project, 'b')).toMatchObject(deleteStatus('PEER_DELETE_REQUESTED'));
  call('a', 'cancelRequestRemovePeering');
  expect(statusOf(project, 'b')).not.toHaveProperty('connectionStatus');
  call('a', 'requestRemovePeering');
  expect(remove()).toMatch(/^400 /);
  call('b', 'requestRemovePeering');
  expect(statusOf(project, 'a')).toMatchObject(deleteStatus('DELETE_ACKNOWLEDGED'));
  call('a', 'removePeering');
  call('b', 'removePeering');
});

test('any other one goes at once, and cannot be asked for', () => {
  const project = peered('INDEPENDENT');
  const request = 'global/networks/a/requestRemovePeering';
  expect(project.refusal('POST', request, { name: 'p' })).toMatch(/^400 .*CONSENSUS/);
  expect(project.refusal('POST', request, { name: 'x' })).toMatch(/^400 .*no peering with that name/);
  project.make('POST', 'global/networks/a/removePeering', { name: 'p' });
});
