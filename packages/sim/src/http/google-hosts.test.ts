import { execFile } from 'node:child_process';
import { request as sendPlain } from 'node:http';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setupServer } from 'msw/node';
import { describe, expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import { useSimulator } from '../runners/use-simulator.ts';
import { handlers } from '../transports/msw.ts';
import { listen } from '../transports/node.ts';
import { GOOGLE_URL, googleServiceOf } from './google-hosts.ts';

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly status: number;
  /** What the answer must hold. */
  readonly says: string;
}

const played = (method: Asked['method'], url: string, says: string): Asked => ({ method, url, status: 200, says });
const refused = (url: string): Asked => ({ method: 'GET', url, status: 403, says: `No simulator answers GET ${url}:` });

const ZONE = 'compute/v1/projects/p/zones/us-central1-a';
const TOKEN = '"access_token": "gcepool-simulator-token"';
const IMPERSONATED = 'v1/projects/-/serviceAccounts/a@p.iam.gserviceaccount.com';
const METADATA = ['metadata.google.internal', 'metadata.google.internal.', 'metadata', '169.254.169.254'];

const ASKED: readonly Asked[] = [
  played('GET', `https://compute.googleapis.com/${ZONE}`, 'compute#zone'),
  played('GET', `https://compute.mtls.googleapis.com/${ZONE}`, 'compute#zone'),
  played('GET', `https://www.googleapis.com/${ZONE}`, 'compute#zone'),
  ...METADATA.map((host) => played('GET', `http://${host}/computeMetadata/v1/project/project-id`, 'gcepool-sim')),
  played('GET', 'https://cloudresourcemanager.googleapis.com/v1/projects/p', '"lifecycleState": "ACTIVE"'),
  played('GET', 'https://cloudresourcemanager.googleapis.com/v3/projects/p', '"state": "ACTIVE"'),
  played('GET', 'https://serviceusage.googleapis.com/v1/projects/p/services/compute.googleapis.com', '"ENABLED"'),
  played('POST', 'https://oauth2.googleapis.com/token', TOKEN),
  played('POST', 'https://www.googleapis.com/oauth2/v4/token', TOKEN),
  played('POST', 'https://accounts.google.com/o/oauth2/token', TOKEN),
  played('POST', 'https://sts.googleapis.com/v1/token', TOKEN),
  played('POST', `https://iamcredentials.googleapis.com/${IMPERSONATED}:generateAccessToken`, '"accessToken"'),
  played('POST', `https://iamcredentials.googleapis.com/${IMPERSONATED}:generateIdToken`, '"token"'),
  refused('https://compute.googleapis.com/discovery/v1/apis'),
  refused('https://cloudresourcemanager.googleapis.com/v1/projects'),
  refused('https://serviceusage.googleapis.com/v2beta/projects/p/services'),
  refused('https://www.googleapis.com/storage/v1/b'),
  refused('https://storage.googleapis.com/storage/v1/b'),
  refused('https://us-docker.pkg.dev/v2/'),
];

interface Answer {
  readonly status: number;
  readonly text: string;
}

const HEADERS = { 'metadata-flavor': 'Google' };

async function fetched(send: typeof fetch, { method, url }: Asked): Promise<Answer> {
  const response = await send(url, { method, headers: HEADERS });
  return { status: response.status, text: await response.text() };
}

/** The answers to all that is asked, by each way in. */
const WAYS: Readonly<Record<string, () => Promise<readonly Answer[]>>> = {
  fetch: () => {
    const { fetch: send } = createSimulator();
    return Promise.all(ASKED.map((asked) => fetched(send, asked)));
  },
  handlers: async () => {
    const server = setupServer(...handlers(createSimulator()));
    server.listen({ onUnhandledFrame: 'error' });
    const answers = await Promise.all(ASKED.map((asked) => fetched(fetch, asked))).finally(() => server.close());
    return answers;
  },
  useSimulator: async () => {
    const inUse = useSimulator();
    const answers = await Promise.all(ASKED.map((asked) => fetched(fetch, asked)));
    await expect(inUse.stop()).rejects.toThrow('https://us-docker.pkg.dev/v2/');
    return answers;
  },
  'the server, by its Host': () =>
    withServer((address) =>
      Promise.all(
        ASKED.map(({ method, url }) => {
          const { host, pathname } = new URL(url);
          return sent(address, { method, path: pathname, headers: { ...HEADERS, host } });
        }),
      ),
    ),
  'the server, as a proxy': () =>
    withServer((address) =>
      Promise.all(
        ASKED.map(({ method, url }) =>
          sent(address, { method, path: url, headers: { ...HEADERS, host: 'localhost' } }),
        ),
      ),
    ),
  redirect: () =>
    withServer(async (address) => {
      const redirect = fileURLToPath(new URL('../redirect/redirect.ts', import.meta.url));
      const program = `
        const answers = await Promise.all(${JSON.stringify(ASKED)}.map(async ({ method, url }) => {
          const response = await fetch(url, { method, headers: ${JSON.stringify(HEADERS)} });
          return { status: response.status, text: await response.text() };
        }));
        console.log(JSON.stringify(answers));`;
      const args = ['--conditions=@gcepool/source', `--import=${redirect}`, '--input-type=module', '--eval', program];
      const { stdout } = await promisify(execFile)(process.execPath, args, {
        env: { ...process.env, GCEPOOL_SIM: address },
      });
      // What the program above prints.
      return JSON.parse(stdout) as readonly Answer[];
    }),
};

async function withServer<T>(use: (address: string) => Promise<T>): Promise<T> {
  const server = await listen(createSimulator());
  try {
    return await use(server.url);
  } finally {
    await server.close();
  }
}

const sent = (address: string, options: object): Promise<Answer> =>
  new Promise((resolve, reject) => {
    sendPlain(address, options, (response) => {
      const { statusCode: status = 0 } = response;
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status, text }));
    })
      .on('error', reject)
      .end();
  });

describe.each(Object.entries(WAYS))('%s', (_, answersOf) => {
  test('answers each host of Google as every other way in does', async () => {
    const answers = await answersOf();
    for (const [index, { url, status, says }] of ASKED.entries()) {
      const answer = answers[index];
      expect({ url, status: answer?.status, text: answer?.text }).toEqual({
        url,
        status,
        text: expect.stringContaining(says),
      });
    }
  });
});

test('the pattern and the table agree on what is Google’s', () => {
  const others = [
    'https://example.com/',
    'https://compute.googleapis.com.example.com/',
    'https://notgoogle.com/',
    'http://metadata.example/',
  ];
  for (const url of [...ASKED.map((asked) => asked.url), ...others]) {
    const { host, pathname } = new URL(url);
    expect([url, GOOGLE_URL.test(url)]).toEqual([url, googleServiceOf(host, pathname) !== undefined]);
  }
});
