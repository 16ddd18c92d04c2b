import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { simulatedProject } from '../cloud/choose-cloud.ts';
import { insertNodes } from '../cloud/insert-nodes.ts';
import { permissionsOf } from './needed-permissions.ts';
import { parseNodes } from '../kubernetes/nodes.ts';
import { ranCommand } from '../ran-command.test-support.ts';
import { CLOUD_COMMANDS, methodsOf } from './command-methods.ts';
import type { CloudCommand } from './command-methods.ts';

const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

const run = (...argv: readonly string[]) => ranCommand(argv);

test('a command calls no method but those whose permissions are told', async () => {
  // Nobody lets the probers in, as they find in the hour before each command: `status` looks for reasons wherever it can.
  const simulator = createSimulator({ health: 'live', firewalls: 'enforced' });
  const text = await readFile(example('nodes.json'), 'utf8');
  insertNodes(simulator, simulatedProject, parseNodes({ name: 'nodes.json', text }).nodes);
  const server = await listen(simulator);
  onTestFinished(() => server.close());
  const place = ['--endpoint', server.url, '--cluster', 'shop'];
  const zones = ['--zones', 'us-central1-a,us-central1-b,us-central1-c', '--nodes', example('nodes.json')];
  const shop = ['--from', example('shop.yaml'), ...zones];
  const changedShop = ['--from', example('shop-changed.yaml'), ...zones];
  const lines: readonly (readonly [CloudCommand, ...string[]])[] = [
    ['plan', ...shop],
    ['sync', ...shop],
    ['status'],
    ['list'],
    ['gc', '--from', example('shop-changed.yaml'), '--named-ports', 'prune'],
    ['reconcile', ...changedShop, '--healthy-within', 'none'],
    ['delete', '30080'],
    ['shutdown', '--yes'],
  ];
  for (const [command, ...flags] of lines) {
    simulator.clock.advance(3_600_000);
    const before = new Set(simulator.calls.list().map(({ sequence }) => sequence));
    expect((await run(command, ...flags, ...place)).code).toBe(0);
    // What has no method is no call of Compute's.
    const called = simulator.calls
      .list()
      .flatMap(({ sequence, method }) => (before.has(sequence) || method === undefined ? [] : [method]));
    expect(called).not.toEqual([]);
    // Of these the instances are asked of a simulator of this machine alone, where nobody needs permissions.
    const told: ReadonlySet<string> = new Set([
      ...methodsOf(command, { nodes: flags.includes('--nodes') }),
      'instances.aggregatedList',
    ]);
    expect({ command, untold: [...new Set(called)].filter((method) => !told.has(method)) }).toEqual({
      command,
      untold: [],
    });
  }
});

test('what only reads needs no permission to change anything', () => {
  for (const command of ['plan', 'status', 'list'] as const) {
    expect(permissionsOf([command], { nodes: true }).filter((each) => !/\.(?:get|list)$/.test(each))).toEqual([]);
  }
  expect(permissionsOf(['list'], {})).toEqual(['compute.backendServices.list']);
  expect(permissionsOf(['sync'], {})).not.toContain('compute.instances.use');
  expect(permissionsOf(['sync'], { nodes: true })).toContain('compute.instances.use');
  expect(permissionsOf(['sync'], { securityPolicies: true })).toContain('compute.securityPolicies.use');
});

test('as a list, as JSON, and as a role for gcloud and for Terraform', async () => {
  const list = (await run('permissions', 'run', '--nodes')).out.split('\n');
  expect(list).toEqual(permissionsOf(['run'], { nodes: true }));
  const json: unknown = JSON.parse((await run('permissions', '--format', 'json')).out);
  expect(json).toMatchObject({
    commands: CLOUD_COMMANDS,
    permissions: permissionsOf(CLOUD_COMMANDS, {}),
    dispensable: ['compute.zoneOperations.list'],
  });
  const yaml = (await run('permissions', 'run', '--nodes', '--format', 'yaml', '--project', 'my-project')).out;
  expect(yaml).toMatch(/^# gcloud iam roles create gcepool --project=my-project /);
  expect(parse(yaml)).toMatchObject({ title: 'gcepool', stage: 'GA', includedPermissions: list });
  const terraform = (await run('permissions', 'run', '--nodes', '--format', 'terraform', '--project', 'my-project'))
    .out;
  expect(terraform).toMatch(/^resource "google_project_iam_custom_role" "gcepool" \{\n {2}project {5}= "my-project"/);
  for (const permission of list) expect(terraform).toContain(`    "${permission}",`);
  expect((await run('permissions', 'fly')).code).toBe(2);
});
