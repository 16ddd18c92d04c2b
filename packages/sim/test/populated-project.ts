import { instanceNamed, ZONE } from '../src/collections/examples.ts';
import type { SimulatorOptions } from '../src/index.ts';
import type { TestProject } from './test-project.ts';
import { testProject } from './test-project.ts';

export { instanceNamed, ZONE } from '../src/collections/examples.ts';

/** A project with two of everything that a backend service stands on, called `a` and `b`, the first pair in use. */
export function populatedProject(options?: SimulatorOptions): TestProject {
  const project = testProject(options);
  for (const name of ['a', 'b']) {
    project.make('POST', `${ZONE}/instances`, instanceNamed(name));
    project.make('POST', `${ZONE}/instanceGroups`, { name, namedPorts: [{ name: 'http', port: 8080 }] });
    project.make('POST', 'global/healthChecks', { name, type: 'HTTP', httpHealthCheck: { port: 80 } });
    project.make('POST', 'global/httpHealthChecks', { name });
  }
  project.make('POST', `${ZONE}/instanceGroups/a/addInstances`, { instances: [{ instance: `${ZONE}/instances/a` }] });
  project.make('POST', 'global/backendServices', {
    name: 'a',
    healthChecks: ['global/healthChecks/a'],
    backends: [{ group: `${ZONE}/instanceGroups/a` }],
  });
  project.make('POST', 'global/backendServices', { name: 'b' });
  project.make('POST', 'global/networks', { name: 'a', autoCreateSubnetworks: false });
  project.make('POST', 'regions/us-central1/subnetworks', {
    name: 'a',
    network: 'global/networks/a',
    ipCidrRange: '10.1.0.0/24',
  });
  return project;
}
