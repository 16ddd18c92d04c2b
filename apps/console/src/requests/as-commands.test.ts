import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { expect, test } from 'vitest';
import { asCommands } from './as-commands.ts';

const CHECKS = '/compute/v1/projects/p/global/healthChecks';
const BODY = JSON.stringify({ name: 'it', description: 'it\'s "quoted" $HOME\n`x`', type: 'TCP' });

test('curl and TypeScript send the same request again', async () => {
  const simulator = createSimulator();
  const server = await listen(simulator);
  try {
    const sent = [
      { method: 'POST', url: CHECKS, body: BODY },
      { method: 'GET', url: `${CHECKS}?filter=name eq "i[a-z]{1}"&maxResults=5` },
      { method: 'DELETE', url: `https://compute.googleapis.com${CHECKS}/it` },
    ];
    for (const request of sent) {
      const { curl = '', TypeScript = '' } = asCommands(request, server.url);
      const program = `${TypeScript}\n`;
      simulator.reset();
      simulator.exchanges.keep();
      await promisify(execFile)('bash', ['-c', `${curl} -s`]);
      await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
      const [one, other] = [simulator.exchanges.of(1), simulator.exchanges.of(2)];
      expect([one?.method, one?.url, one?.body ?? '']).toEqual([
        request.method,
        expect.stringContaining(CHECKS),
        request.body ?? '',
      ]);
      expect([other?.method, other?.body === undefined ? '' : JSON.parse(other.body)]).toEqual([
        request.method,
        request.body === undefined ? '' : JSON.parse(request.body),
      ]);
    }
  } finally {
    await server.close();
  }
});

test('a request to a fork is sent to the fork', () => {
  const commands = asCommands({ method: 'DELETE', url: `${CHECKS}/it` }, 'http://127.0.0.1:4080/_sim/forks/f');
  expect(commands['curl']).toBe(`curl -X DELETE http://127.0.0.1:4080/_sim/forks/f${CHECKS}/it`);
});

test.each([
  ['GET', '//elsewhere.test/x', 'curl http://127.0.0.1:4080//elsewhere.test/x'],
  ['GET', '//', 'curl http://127.0.0.1:4080//'],
  ['OPTIONS', '*', "curl -X OPTIONS 'http://127.0.0.1:4080/*'"],
  ['A`id`', '/', "curl -X 'A`id`' http://127.0.0.1:4080/"],
  [
    'GET',
    '/compute/v1/projects/p/global/constructor',
    'curl http://127.0.0.1:4080/compute/v1/projects/p/global/constructor',
  ],
])('%s %s, which is no request of the API, goes to the same server', (method, url, curl) => {
  expect(asCommands({ method, url }, 'http://127.0.0.1:4080')['curl']).toBe(curl);
});

test('a body is sent as it is, though curl takes some for the name of a file', () => {
  const { curl } = asCommands({ method: 'POST', url: CHECKS, body: '@/etc/hostname' }, 'http://127.0.0.1:4080');
  expect(curl).toMatch(/--data-raw @\/etc\/hostname$/);
});

test.each([
  ['GET', `${CHECKS}/hc`, 'gcloud compute health-checks describe hc --global --project=p'],
  [
    'GET',
    '/compute/v1/projects/p/zones/z/instances?maxResults=5',
    'gcloud compute instances list --filter=zone:z --project=p',
  ],
  ['GET', '/compute/v1/projects/p/aggregated/instances', 'gcloud compute instances list --project=p'],
  [
    'DELETE',
    '/compute/v1/projects/p/regions/r/addresses/a',
    'gcloud compute addresses delete a --region=r --project=p',
  ],
  ['DELETE', '/compute/v1/projects/p/global/firewalls/f', 'gcloud compute firewall-rules delete f --project=p'],
])('%s %s in gcloud', (method, url, expected) => {
  expect(asCommands({ method, url }, 'http://127.0.0.1:4080')['gcloud']).toBe(expected);
});

const GLOBAL = '/compute/v1/projects/p/global';

test.each([
  [
    `${GLOBAL}/addresses`,
    { name: 'a', description: "it's" },
    `gcloud compute addresses create a --global '--description=it'\\''s' --project=p`,
  ],
  [
    `${GLOBAL}/networks`,
    { name: 'n', autoCreateSubnetworks: false },
    'gcloud compute networks create n --subnet-mode=custom --project=p',
  ],
  [
    '/compute/v1/projects/p/zones/z/instanceGroups',
    { name: 'g' },
    'gcloud compute instance-groups unmanaged create g --zone=z --project=p',
  ],
  [
    `${GLOBAL}/urlMaps`,
    { name: 'm', defaultService: 'https://www.googleapis.com/compute/v1/projects/p/global/backendServices/s' },
    'gcloud compute url-maps create m --global --default-service=s --project=p',
  ],
  [
    `${GLOBAL}/urlMaps`,
    { name: 'm', defaultService: 'global/backendBuckets/b' },
    'gcloud compute url-maps create m --global --default-backend-bucket=b --project=p',
  ],
  [
    `${GLOBAL}/targetHttpProxies`,
    { name: 't', urlMap: 'global/urlMaps/m' },
    'gcloud compute target-http-proxies create t --global --url-map=m --project=p',
  ],
])('what is made at %s by %j in gcloud', (url, body, expected) => {
  expect(asCommands({ method: 'POST', url, body: JSON.stringify(body) }, 'http://127.0.0.1:4080')['gcloud']).toBe(
    expected,
  );
});

test.each([
  ['POST', CHECKS, BODY],
  ['POST', `${GLOBAL}/addresses`, '{"name": "a", "labels": {"b": "c"}}'],
  ['POST', `${GLOBAL}/addresses`, '{"name": "a", "toString": "c"}'],
  ['POST', `${GLOBAL}/urlMaps`, '{"name": "m", "defaultService": "regions/r/backendServices/s"}'],
  ['POST', `${GLOBAL}/addresses`, 'nonsense'],
  ['PATCH', `${CHECKS}/hc`, '{}'],
  ['GET', '/compute/v1/projects/p', ''],
])('%s %s with %s has no plain form in gcloud, and is shown with curl', (method, url, body) => {
  const { curl, gcloud } = asCommands({ method, url, body }, 'http://127.0.0.1:4080');
  expect(gcloud).toBe(`# gcloud has no plain form of this request.\n${curl}`);
});
