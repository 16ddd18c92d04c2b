import { describe, expect, test } from 'vitest';
import { describeMetadataServer, describeTransport } from '../../test/transport-cases.ts';
import { createSimulator } from '../simulator.ts';

const body = (name: string): string => JSON.stringify({ name, type: 'TCP' });

describe('simulator.fetch', () => {
  const { fetch } = createSimulator();
  describeTransport(() => ({ base: 'https://compute.googleapis.com', fetch }));
  describeMetadataServer(() => ({ base: '', fetch }));

  const zone = 'https://compute.googleapis.com/compute/v1/projects/p1/zones/us-central1-a';
  const checks = 'https://compute.googleapis.com/compute/v1/projects/p1/global/healthChecks';

  test.each([
    ['a string', zone],
    ['a URL', new URL(zone)],
    ['a Request', new Request(zone)],
    ['a path', '/compute/v1/projects/p1/zones/us-central1-a'],
    ['another host', zone.replace('compute.googleapis.com', 'localhost:1')],
    ['a fragment', `${zone}#top`],
  ])('takes %s', async (_, input) => {
    expect((await fetch(input)).status).toBe(200);
  });

  test('takes a body in any form that fetch takes', async () => {
    const simulator = createSimulator();
    const inits: RequestInit[] = [
      { method: 'POST', body: body('text') },
      { method: 'POST', body: new TextEncoder().encode(body('bytes')) },
      { method: 'POST', body: new Blob([body('blob')]) },
      { method: 'post', body: body('lower-case') },
    ];
    for (const init of inits) expect((await simulator.fetch(checks, init)).status).toBe(200);
    const request = new Request(checks, { method: 'POST', body: body('request') });
    expect((await simulator.fetch(request)).status).toBe(200);
    const names = ['blob', 'bytes', 'lower-case', 'request', 'text'];
    expect(await (await simulator.fetch(checks)).json()).toMatchObject({ items: names.map((name) => ({ name })) });
  });

  test('takes headers in any form that fetch takes', async () => {
    const simulator = createSimulator({ auth: 'required' });
    for (const headers of [
      { Authorization: 'Bearer x' },
      new Headers({ authorization: 'Bearer x' }),
      [['AUTHORIZATION', 'Bearer x']] as [string, string][],
    ]) {
      expect((await simulator.fetch(zone, { headers })).status).toBe(200);
    }
    expect((await simulator.fetch(zone)).status).toBe(401);
  });

  test('refuses a URL that is none, as fetch does', async () => {
    await expect(fetch('http://')).rejects.toThrow(TypeError);
  });

  test('gives bytes of an answer that breaks off to whoever reads them, to write to as well', async () => {
    const simulator = createSimulator();
    const list = '/compute/v1/projects/p1/zones';
    const whole = await (await simulator.fetch(list)).text();
    simulator.faults.add({ times: 1, fault: { truncate: 10 } });
    const chunk = await (await simulator.fetch(list)).body?.getReader().read();
    chunk?.value?.fill(0);
    expect(chunk?.value).toHaveLength(10);
    expect(await (await simulator.fetch(list)).text()).toBe(whole);
  });
});
