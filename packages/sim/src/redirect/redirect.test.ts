import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CERTIFICATE, PRIVATE_KEY } from '../collections/example-certificate.ts';
import { createSimulator } from '../simulator.ts';
import type { SimulatorServer } from '../transports/node.ts';
import { listen } from '../transports/node.ts';

const redirect = fileURLToPath(new URL('redirect.ts', import.meta.url));
const CHECKS = 'https://compute.googleapis.com/compute/v1/projects/p/global/healthChecks';

let server: SimulatorServer;
beforeAll(async () => {
  server = await listen(createSimulator({ auth: 'required' }));
});
afterAll(() => server.close());

/** Runs a program in a process of its own, and gives what it prints. */
async function run(program: string, simulator = server.url): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: {
      ...process.env,
      NODE_OPTIONS: `--conditions=@gcepool/source --import ${redirect}`,
      GCEPOOL_SIM: simulator,
    },
  });
  return JSON.parse(stdout) as unknown;
}

const TOKEN = `{ authorization: 'Bearer t' }`;

describe('a program that knows nothing of simulators', () => {
  test('by fetch', async () => {
    const program = `
      const headers = ${TOKEN};
      const body = JSON.stringify({ name: 'fetched', type: 'TCP' });
      const created = await fetch('${CHECKS}', { method: 'POST', headers, body });
      const request = new Request('${CHECKS}/fetched', { headers });
      const read = await (await fetch(request)).json();
      const links = [];
      for (const version of ['beta', 'alpha']) {
        const later = await fetch('${CHECKS}/fetched'.replace('/v1/', '/' + version + '/'), { headers });
        links.push((await later.json()).selfLink.split('/')[4]);
      }
      console.log(JSON.stringify([created.status, read.name, ...links]));`;
    expect(await run(program)).toEqual([200, 'fetched', 'beta', 'alpha']);
  });

  test.each([
    ['https', `import https from 'node:https'; const { request, get } = https;`],
    ['names of node:https', `import { request, get } from 'node:https';`],
    ['require', `import { createRequire } from 'node:module'; const { request, get } = createRequire('/')('https');`],
  ])('by %s', async (form, imports) => {
    const name = `by-${form.replaceAll(/\W/g, '-')}`;
    const program = `
      ${imports}
      import { json } from 'node:stream/consumers';
      const url = new URL('${CHECKS}');
      const sent = (send, ...call) => new Promise((resolve, reject) => {
        const request = send(...call, async (response) => resolve([response.statusCode, await json(response)]));
        request.on('error', reject);
        return send === get ? request : request.end(JSON.stringify({ name: '${name}', type: 'TCP' }));
      });
      const headers = { ...${TOKEN}, Host: 'compute.googleapis.com', 'content-type': 'application/json' };
      const [created] = await sent(request, url, { method: 'POST', headers });
      const options = { hostname: url.hostname, path: url.pathname + '/${name}', headers };
      const [status, read] = await sent(get, options);
      const [again] = await sent(get, '${CHECKS}/${name}', { headers });
      console.log(JSON.stringify([created, status, read.name, again]));`;
    expect(await run(program)).toEqual([200, 200, name, 200]);
  });

  test('finds the metadata server', async () => {
    const program = `
      import { get } from 'node:http';
      import { text } from 'node:stream/consumers';
      const url = 'http://metadata.google.internal/computeMetadata/v1/project/project-id';
      const headers = { 'metadata-flavor': 'Google' };
      const fetched = await (await fetch(url, { headers })).text();
      const got = await new Promise((resolve) => get(url, { headers }, (response) => resolve(text(response))));
      console.log(JSON.stringify([fetched, got]));`;
    expect(await run(program)).toEqual(['gcepool-sim', 'gcepool-sim']);
  });

  test('reaches no other host of Google', async () => {
    const program = `
      import { request } from 'node:https';
      const url = 'https://storage.googleapis.com/storage/v1/b';
      import { json } from 'node:stream/consumers';
      const fetched = await (await fetch(url)).json();
      const sent = await new Promise((resolve) => request(url, (response) => resolve(json(response))).end());
      console.log(JSON.stringify([fetched, sent]));`;
    const message = expect.stringContaining('No simulator answers GET https://storage.googleapis.com/storage/v1/b:');
    const refusal = { error: expect.objectContaining({ code: 403, message }) };
    expect(await run(program)).toEqual([refusal, refusal]);
  });

  test('reaches everything else', async () => {
    const program = `
      import { get } from 'node:http';
      const url = '${server.url}/compute/v1/projects/p/zones';
      const got = await new Promise((resolve) => get(url, (response) => resolve(response.resume().statusCode)));
      console.log(JSON.stringify([(await fetch(url)).status, got]));`;
    expect(await run(program)).toEqual([401, 401]);
  });
});

describe('a program that opens connections of its own', () => {
  let proxy: SimulatorServer;
  beforeAll(async () => {
    const certificateOf = () => Promise.resolve({ cert: CERTIFICATE, key: PRIVATE_KEY });
    proxy = await listen(createSimulator(), { tls: { certificateOf } });
  });
  afterAll(() => proxy.close());

  const overHttp2 = (imports: string): string => `
    ${imports}
    import { text } from 'node:stream/consumers';
    const session = connect('https://compute.googleapis.com');
    session.on('error', () => {});
    const request = session.request({ ':path': '/compute/v1/projects/p/zones/us-central1-a' });
    const answer = await text(request).then((body) => JSON.parse(body).name, (error) => error.message);
    console.log(JSON.stringify(answer));
    session.close();`;

  test.each([
    ['names of node:http2', `import { connect } from 'node:http2';`],
    ['node:http2', `import http2 from 'node:http2'; const { connect } = http2;`],
  ])('by %s', async (_, imports) => {
    expect(await run(overHttp2(imports), proxy.url)).toBe('us-central1-a');
  });

  test.each([
    `connect({ host: 'compute.googleapis.com', port: 443, ALPNProtocols: ['http/1.1'] }, begin)`,
    `connect(443, 'compute.googleapis.com', {}, begin)`,
    `connect('443', 'compute.googleapis.com', begin)`,
  ])('by node:tls: %s', async (form) => {
    const program = `
      import { connect } from 'node:tls';
      import { text } from 'node:stream/consumers';
      const begin = () => socket.write(
        'GET /compute/v1/projects/p/zones/us-central1-a HTTP/1.1\\r\\nhost: compute.googleapis.com\\r\\nconnection: close\\r\\n\\r\\n');
      const socket = ${form};
      console.log(JSON.stringify((await text(socket)).slice(0, 15)));`;
    expect(await run(program, proxy.url)).toBe('HTTP/1.1 200 OK');
  });

  test.each([
    `connect({ host: 'metadata.google.internal', port: 80 }, begin)`,
    `connect(80, 'metadata.google.internal', begin)`,
  ])('by node:net: %s', async (form) => {
    const program = `
      import { connect } from 'node:net';
      import { text } from 'node:stream/consumers';
      const begin = () => socket.write(
        'GET /computeMetadata/v1/project/project-id HTTP/1.1\\r\\nhost: metadata.google.internal\\r\\nmetadata-flavor: Google\\r\\nconnection: close\\r\\n\\r\\n');
      const socket = ${form};
      console.log(JSON.stringify((await text(socket)).endsWith('gcepool-sim')));`;
    expect(await run(program, server.url)).toBe(true);
  });

  test('is told what a simulator must be for that', async () => {
    const program = overHttp2(`import { connect } from 'node:http2';`);
    expect(await run(program)).toContain('only `gcepool sim`, or `listen` with the option `tls`');
  });

  test('is told that a fork has no port of its own', async () => {
    const program = `
      import { connect } from 'node:tls';
      try { connect(443, 'compute.googleapis.com'); } catch ({ message }) { console.log(JSON.stringify(message)); }`;
    expect(await run(program, `${proxy.url}/_sim/forks/f`)).toMatch(
      /^compute\.googleapis\.com: a fork .* is called by/,
    );
  });

  test('reaches others as it would', async () => {
    const { port } = new URL(server.url);
    const program = `
      import { connect } from 'node:net';
      const socket = connect(${port}, '127.0.0.1', () => { console.log(socket.remotePort); socket.end(); });`;
    expect(await run(program)).toBe(Number(port));
  });
});

test.each(['', 'nonsense', 'https://127.0.0.1'])('says what it needs: GCEPOOL_SIM=%j', async (simulator) => {
  await expect(run('', simulator)).rejects.toThrow('needs GCEPOOL_SIM');
});
