import { expect, test } from 'vitest';
import { apply, deployed, deployedFiles } from './harness/installed.ts';
import { testPlane } from './harness/test-plane.ts';

const begin = testPlane();

test('the API server takes all that is deployed', async () => {
  const { plane } = await begin();
  const files = await deployedFiles();
  expect(files).toContain('deployment.yaml');
  for (const file of files) await expect(apply(plane, await deployed(file), 'All')).resolves.toBeUndefined();
});

interface Role {
  readonly kind: string;
  readonly rules: readonly { readonly resources: readonly string[]; readonly verbs: readonly string[] }[];
}

test('a controller with the flags that are deployed needs each permission that is given, and no other', async () => {
  const world = await begin();
  const [deployment] = await deployed('deployment.yaml');
  // The API server has taken it for a Deployment.
  const { spec } = deployment as unknown as {
    readonly spec: {
      readonly template: { readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] } };
    };
  };
  const flags = (spec.template.spec.containers[0]?.args ?? []).filter(
    // Where it works is another question here.
    (arg) => !/^controller$|^--(?:cloud|project|cluster|output|health-port)=/.test(arg),
  );
  expect(flags).toContain('--lease=gcepool');
  await world.addNode('n1');
  await world.addService(30_001);
  const { replica } = await world.replica('a', { flags: [...flags, '--interval', '1', '--retry-period', '0.5'] });
  await replica.said('runFinished');
  // Reports are written after a run, and the Lease is renewed meanwhile.
  await replica.said('runFinished', replica.now);
  await replica.said('runFinished', replica.now);
  await replica.end();

  const asked = (await world.plane.audit()).filter(({ user }) => user.username.endsWith(':gcepool'));
  expect(asked.filter(({ annotations }) => annotations?.['authorization.k8s.io/decision'] !== 'allow')).toEqual([]);
  const used = new Set(asked.map(({ verb, objectRef }) => `${verb} ${objectRef?.resource}`));
  // Roles have these fields.
  const roles = (await deployed('rbac.yaml')) as unknown as readonly Role[];
  const given = roles
    .filter(({ kind }) => kind.endsWith('Role'))
    .flatMap(({ rules }) => rules)
    .flatMap(({ resources, verbs }) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)));
  // A cluster that does not know BackendConfigs has none to watch.
  expect(given.filter((each) => !used.has(each))).toEqual(['watch backendconfigs']);
});
