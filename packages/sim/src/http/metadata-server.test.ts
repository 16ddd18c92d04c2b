import { describe, expect, test } from 'vitest';
import { instance, ZONE } from '../../test/machines.ts';
import type { TestProject } from '../../test/test-project.ts';
import { testProject } from '../../test/test-project.ts';
import { projectNumberOf } from '../collections/projects/project-number.ts';
import type { Simulator } from '../index.ts';
import { createSimulator } from '../index.ts';
import type { Resource } from '../wire/wire.ts';
import type { HttpAnswer } from './http-answer.ts';
import { textOfBody } from './http-answer.ts';
import { answerMetadata } from './metadata-server.ts';

const get = (path: string, simulator: Simulator = createSimulator()): HttpAnswer =>
  answerMetadata(
    { tree: () => simulator.instanceMetadata(), iam: simulator.iam },
    'GET',
    `/computeMetadata/v1/${path}`,
    {
      'metadata-flavor': 'Google',
    },
  );
const textOf = (path: string, simulator?: Simulator): string => textOfBody(get(path, simulator).body);

describe('the metadata server', () => {
  test.each([
    ['', 'instance/\nproject/\nuniverse/\n'],
    ['instance/maintenance-event', 'NONE'],
    ['instance/preempted', 'FALSE'],
    ['instance/network-interfaces/', '0/\n'],
    ['instance/network-interfaces/0/ip', '10.128.0.2'],
    ['instance/network-interfaces/0/access-configs/0/type', 'ONE_TO_ONE_NAT'],
    ['instance/service-accounts/default/scopes', 'https://www.googleapis.com/auth/cloud-platform\n'],
    ['instance/attributes/', 'cluster-name\n'],
    ['project/numeric-project-id', projectNumberOf('gcepool-sim')],
    ['project/project-id', 'gcepool-sim'],
    ['universe/universe-domain', 'googleapis.com'],
    ['universe/universe_domain', 'googleapis.com'],
  ])('says at %j', (path, text) => expect(textOf(path)).toBe(text));

  test('shows all that is below a folder, as JSON or as lines', () => {
    expect(JSON.parse(textOf('instance/?recursive=true'))).toMatchObject({
      maintenanceEvent: 'NONE',
      networkInterfaces: [{ ip: '10.128.0.2' }],
      serviceAccounts: { default: { aliases: ['default'] } },
    });
    expect(textOf('instance/scheduling/?recursive=true&alt=text')).toBe(
      'automatic-restart TRUE\non-host-maintenance MIGRATE\npreemptible FALSE\n',
    );
    expect(textOf('instance/tags?alt=json')).toBe('[]');
  });

  test.each([
    'instance/none',
    'instance/network-interfaces/1/ip',
    'instance/service-accounts/other/token',
    'instance/id/x',
    'toString',
  ])('knows nothing at %s', (path) => expect(get(path).status).toBe(404));

  test('gives out identity tokens for an audience', () => {
    const token = textOf('instance/service-accounts/default/identity?audience=https://shop.test&format=full');
    const [, claims = ''] = token.split('.');
    expect(JSON.parse(atob(claims))).toMatchObject({ aud: 'https://shop.test', iss: 'https://accounts.google.com' });
    expect(get('instance/service-accounts/default/identity')).toMatchObject({ status: 400 });
  });

  test('keeps who waits for a change waiting as long as they say, and answers at once who knows another state', () => {
    const { etag } = get('instance/tags').headers;
    const wait = 'instance/tags?wait_for_change=true&timeout_sec=2';
    expect(get(`${wait}&last_etag=${etag}`).delivery).toEqual({ delayMs: 2000 });
    expect(get(wait).delivery).toEqual({ delayMs: 2000 });
    expect(get(`${wait}&last_etag=0`).delivery).toBeUndefined();
  });
});

describe('as an instance of the simulator', () => {
  const PATH = `${ZONE}/instances/i`;

  /** A project, and what an instance of it is to be asked. */
  function asInstance(more: object = {}): readonly [TestProject, (path: string) => string] {
    const project = testProject({ asInstance: `projects/p1/${PATH}` });
    project.make('POST', `${ZONE}/instances`, instance('i', more));
    return [project, (path) => textOf(path, project.simulator)];
  }

  test('says what the API knows of it', () => {
    const [project, ask] = asInstance({
      description: 'a shop',
      tags: { items: ['web'] },
      scheduling: { preemptible: true },
      networkInterfaces: [{ network: 'global/networks/default', accessConfigs: [{ type: 'ONE_TO_ONE_NAT' }] }],
    });
    const { id, networkInterfaces: [nic] = [] } = project.get(PATH) as Resource<'Instance'>;
    const number = projectNumberOf('p1');
    expect(JSON.parse(ask('instance/?recursive=true'))).toMatchObject({
      id,
      name: 'i',
      description: 'a shop',
      hostname: 'i.us-east1-b.c.p1.internal',
      machineType: `projects/${number}/machineTypes/e2-small`,
      zone: `projects/${number}/zones/us-east1-b`,
      image: 'projects/debian-cloud/global/images/debian-12-bookworm-v20251209',
      disks: [{ deviceName: 'persistent-disk-0', index: 0, mode: 'READ_WRITE', type: 'PERSISTENT' }],
      tags: ['web'],
      scheduling: { automaticRestart: 'FALSE', onHostMaintenance: 'TERMINATE', preemptible: 'TRUE' },
    });
    expect(ask('instance/network-interfaces/0/ip')).toBe(nic?.networkIP);
    expect(ask('instance/network-interfaces/0/access-configs/0/external-ip')).toBe(nic?.accessConfigs?.[0]?.natIP);
    expect(ask('instance/network-interfaces/0/subnetmask')).toBe('255.255.240.0');
    expect(ask('instance/network-interfaces/0/gateway')).toBe('10.142.0.1');
    expect(ask('instance/network-interfaces/0/mac')).toBe('42:01:0a:8e:00:02');
    expect(ask('project/project-id')).toBe('p1');
  });

  test('gives tokens to the accounts that it has, and none to others', () => {
    const [, none] = asInstance();
    expect(none('instance/service-accounts/')).toBe('');
    expect(none('instance/service-accounts/default/token')).toBe('Not found\n');
    const email = `${projectNumberOf('p1')}-compute@developer.gserviceaccount.com`;
    const [, ask] = asInstance({ serviceAccounts: [{ email: 'default', scopes: ['https://example.test/scope'] }] });
    expect(ask('instance/service-accounts/')).toBe(`default/\n${email}/\n`);
    expect(ask('instance/service-accounts/default/scopes')).toBe('https://example.test/scope\n');
    expect(JSON.parse(ask(`instance/service-accounts/${email}/token`))).toMatchObject({ token_type: 'Bearer' });
    const [, claims = ''] = ask('instance/service-accounts/default/identity?audience=a').split('.');
    expect(JSON.parse(atob(claims))).toMatchObject({ email });
  });

  test('calls one of its accounts default, and each by its e-mail', () => {
    const scopes = ['https://example.test/scope'];
    const [, ask] = asInstance({ serviceAccounts: [{ email: 'a@p1.iam.gserviceaccount.com', scopes }] });
    expect(JSON.parse(ask('instance/service-accounts/?recursive=true'))).toEqual({
      default: { aliases: ['default'], email: 'a@p1.iam.gserviceaccount.com', scopes },
      'a@p1.iam.gserviceaccount.com': { aliases: ['default'], email: 'a@p1.iam.gserviceaccount.com', scopes },
    });
    expect(ask('instance/service-accounts/a@p1.iam.gserviceaccount.com/email')).toBe('a@p1.iam.gserviceaccount.com');
  });

  test('shows attributes by the names that they were given', () => {
    const [project, ask] = asInstance({
      metadata: {
        items: [
          { key: 'myKey', value: 'a' },
          { key: 'my-key', value: 'b' },
          { key: '__proto__', value: 'c' },
        ],
      },
    });
    project.make('POST', 'setCommonInstanceMetadata', { items: [{ key: 'enable-oslogin', value: 'TRUE' }] });
    project.simulator.guests.publish({
      instance: `projects/p1/${PATH}`,
      namespace: 'appState',
      key: 'isReady',
      value: 'yes',
    });
    expect(ask('instance/attributes/')).toBe('myKey\nmy-key\n__proto__\n');
    expect(ask('instance/attributes/myKey')).toBe('a');
    expect(ask('instance/attributes/my-key')).toBe('b');
    expect(ask('instance/attributes/mykey')).toBe('Not found\n');
    expect(ask('instance/attributes/__proto__')).toBe('c');
    expect(ask('instance/attributes/?recursive=true&alt=text')).toBe('myKey a\nmy-key b\n__proto__ c\n');
    expect(ask('project/attributes/enable-oslogin')).toBe('TRUE');
    expect(ask('instance/guest-attributes/appState/isReady')).toBe('yes');
    expect(ask('instance/guest-attributes/?recursive=true&alt=text')).toBe('appState/isReady yes\n');
  });

  test('is made up while there is none', () => {
    const project = testProject({ asInstance: `projects/p1/${PATH}` });
    const ask = (path: string): string => textOf(path, project.simulator);
    expect([ask('instance/name'), ask('instance/hostname')]).toEqual(['i', 'i.us-east1-b.c.p1.internal']);
    expect(ask('instance/service-accounts/default/email')).toBe('gcepool@simulator.invalid');
    expect(project.simulator.journal).toEqual([]);
  });

  test('is one of its fork', () => {
    const [project] = asInstance({ description: 'one' });
    expect(textOf('instance/description', project.simulator.fork())).toBe('one');
  });

  test('must be named by its path', () => {
    expect(() => createSimulator({ asInstance: 'web' })).toThrow(
      'asInstance must be a path or link as \'projects/p/zones/z/instances/i\'; got "web"',
    );
  });
});
