import { describe, expect, test } from 'vitest';
import { instanceNamed, ZONE } from '../../../test/populated-project.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { projectIn, testProject } from '../../../test/test-project.ts';

const SERVICE = 'global/backendServices/b';
const GROUP = `${ZONE}/instanceGroups/g`;
const link = (path: string): string => `https://www.googleapis.com/compute/v1/projects/p1/${path}`;

function prepared(instances: readonly string[]): TestProject {
  const project = testProject();
  project.make('POST', `${ZONE}/instanceGroups`, {
    name: 'g',
    namedPorts: [
      { name: 'http', port: 8080 },
      { name: 'x', port: 9 },
    ],
  });
  for (const name of instances) {
    project.make('POST', `${ZONE}/instances`, instanceNamed(name));
    project.make('POST', `${GROUP}/addInstances`, { instances: [{ instance: `${ZONE}/instances/${name}` }] });
  }
  project.make('POST', 'global/healthChecks', { name: 'c', type: 'TCP' });
  project.make('POST', 'global/backendServices', {
    name: 'b',
    healthChecks: ['global/healthChecks/c'],
    backends: [{ group: GROUP }],
  });
  return project;
}

const healthOf = ({ begin }: TestProject, group = GROUP): object => begin('POST', `${SERVICE}/getHealth`, { group });
const NO_DATA = { kind: 'compute#backendServiceGroupHealth' };

describe('getHealth', () => {
  test('has one status for each running member, on the port that has the name of the service’s', () => {
    const project = prepared(['i', 'j']);
    const answer = healthOf(project);
    expect(answer).toEqual({
      ...NO_DATA,
      healthStatus: ['i', 'j'].map((name, index) => ({
        healthState: 'HEALTHY',
        instance: link(`${ZONE}/instances/${name}`),
        ipAddress: `10.128.0.${index + 2}`,
        port: 8080,
      })),
    });
    // The order in which GCE prints them.
    expect(JSON.stringify(answer)).toMatch(/\{"healthState":.*"instance":.*"ipAddress":.*"port":/);
  });

  test('takes the group in any spelling', () => {
    const project = prepared(['i']);
    for (const group of [
      link(GROUP),
      `projects/p1/${GROUP}`,
      link(GROUP).replace('www', 'compute').replace('v1', 'beta'),
    ]) {
      expect(healthOf(project, group)).toHaveProperty('healthStatus');
    }
  });

  test('leaves out members that do not run, or are gone', () => {
    const project = prepared(['i', 'j']);
    project.make('POST', `${ZONE}/instances/i/stop`);
    expect(healthOf(project)).toMatchObject({ healthStatus: [{ instance: link(`${ZONE}/instances/j`) }] });
    project.make('DELETE', `${ZONE}/instances/j`);
    expect(healthOf(project)).toEqual(NO_DATA);
    project.make('POST', `${ZONE}/instances/i/start`);
    expect(healthOf(project)).toMatchObject({ healthStatus: [{ instance: link(`${ZONE}/instances/i`) }] });
  });

  test('knows nothing of a group without members, or without a port of that name', () => {
    expect(healthOf(prepared([]))).toEqual(NO_DATA);
    const project = prepared(['i']);
    project.make('PATCH', SERVICE, { portName: 'x' });
    expect(healthOf(project)).toMatchObject({ healthStatus: [{ port: 9 }] });
    project.make('PATCH', SERVICE, { portName: 'nothing' });
    expect(healthOf(project)).toEqual(NO_DATA);
  });

  test('is refused for a group that is no backend, no group, or not named', () => {
    const project = prepared([]);
    const ask = (body?: object): object => project.refused('POST', `${SERVICE}/getHealth`, body);
    expect(ask({ group: `${GROUP}2` })).toMatchObject({ status: 400, reason: 'invalid' });
    expect(ask({ group: 'g' })).toMatchObject({ status: 400 });
    expect(ask({})).toMatchObject({
      status: 400,
      reason: 'required',
      message: "Required field 'resource.group' not specified",
    });
    expect(ask()).toMatchObject({ status: 400, reason: 'required' });
    expect(project.refused('POST', 'global/backendServices/c/getHealth', { group: GROUP }).status).toBe(404);
    expect(projectIn(project.simulator, 'p2').refused('POST', `${SERVICE}/getHealth`, { group: GROUP }).status).toBe(
      404,
    );
  });

  test('tells of endpoints what a health status has a field for', () => {
    const project = prepared(['i']);
    const groups = 'regions/us-central1/networkEndpointGroups';
    const services = 'regions/us-central1/backendServices';
    const group = `${groups}/n`;
    project.make('POST', groups, {
      name: 'n',
      networkEndpointType: 'GCE_VM_IP_PORTMAP',
      subnetwork: 'regions/us-central1/subnetworks/default',
    });
    project.make('POST', `${group}/attachNetworkEndpoints`, {
      networkEndpoints: [{ instance: `projects/p1/${ZONE}/instances/i`, port: 8080, clientDestinationPort: 1001 }],
    });
    project.make('POST', services, {
      name: 'b',
      loadBalancingScheme: 'INTERNAL',
      backends: [{ group, balancingMode: 'CONNECTION' }],
    });
    expect(project.begin('POST', `${services}/b/getHealth`, { group })).toEqual({
      ...NO_DATA,
      healthStatus: [
        {
          healthState: 'HEALTHY',
          instance: link(`${ZONE}/instances/i`),
          ipAddress: '10.128.0.2',
          port: 8080,
        },
      ],
    });
  });

  test('is a question: it makes no operation, and lets time pass', () => {
    const project = prepared(['i']);
    project.begin('PATCH', SERVICE, { timeoutSec: 5 });
    healthOf(project);
    expect(project.simulator.snapshot().pending).toEqual([]);
  });
});
