import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulator } from './index.ts';
import { answerHttp } from './http/answer-http.ts';

// What takes more than linear time takes minutes here, and what takes linear time well below a second.
const LONG = 400_000;
const MOST_CPU_SECONDS = 20;
const PROJECT = '/compute/v1/projects/p1';

const simulator = createSimulator();
const name = 'a'.repeat(63);
simulator.handle({ method: 'POST', url: `${PROJECT}/global/healthChecks`, body: { name, type: 'TCP' } });

const statusOf = async (request: Parameters<typeof answerHttp>[1]): Promise<number> =>
  (await answerHttp((call) => simulator.handle(call), request)).status;

// Time of the processor, which passes no faster where other programs have it too.
let before: NodeJS.CpuUsage;
beforeEach(() => {
  before = process.cpuUsage();
});
afterEach(() => {
  const seconds = process.cpuUsage(before).user / 1e6;
  if (seconds > MOST_CPU_SECONDS) throw new Error(`it took ${seconds} s of the processor: more than linear time`);
});

describe('regular expressions of clients', () => {
  const evil = ['(a+)+b', '(a|a)*b', '(a|aa)+b', '([a-z]+)*1', '(.*)*(.*)*(.*)*b', '(a*)*b', '(?:a?){60}a{60}b'];
  test.each(evil)('in a filter: %s', (regex) => {
    const filter = encodeURIComponent(`name eq ${regex}`);
    const { status, body } = simulator.handle({
      method: 'GET',
      url: `${PROJECT}/global/healthChecks?filter=${filter}`,
    });
    expect([status, body?.['items']]).toEqual([200, undefined]);
  });

  test.each(evil)('in a URL map: %s', (regexMatch) => {
    const backend = { method: 'POST', url: `${PROJECT}/global/backendServices` };
    const loadBalancingScheme = 'EXTERNAL_MANAGED';
    const service = 'global/backendServices/b';
    simulator.handle({ ...backend, body: { name: 'b', loadBalancingScheme } });
    const matchRules = [{ regexMatch }];
    const body = {
      resource: {
        name: 'u',
        defaultService: service,
        hostRules: [{ hosts: ['*'], pathMatcher: 'm' }],
        pathMatchers: [{ name: 'm', defaultService: service, routeRules: [{ priority: 1, matchRules, service }] }],
        tests: [{ host: 'h', path: `/${'a'.repeat(1000)}`, service }],
      },
      loadBalancingSchemes: [loadBalancingScheme],
    };
    expect([200, 400]).toContain(
      simulator.handle({ method: 'POST', url: `${PROJECT}/global/urlMaps/u/validate`, body }).status,
    );
  });
});

describe('text without end', () => {
  const long = (text: string): string => text.repeat(LONG / text.length);
  const pieces = [
    '(',
    ')',
    'a',
    ' ',
    '/',
    '%',
    '%41',
    '.',
    ',',
    '*',
    '"',
    '\\',
    '-',
    'a=b AND ',
    'a/',
    'a(',
    '\t\r\n',
    '=',
  ];

  test.each(pieces)('in a query: %j', async (piece) => {
    const text = long(piece);
    for (const parameter of ['filter', 'fields', 'orderBy', 'pageToken', 'nothing']) {
      for (const value of [text, encodeURIComponent(text)]) {
        const url = `${PROJECT}/global/healthChecks?${parameter}=${value}`;
        expect([200, 400]).toContain(await statusOf({ method: 'GET', url }));
      }
    }
  });

  test.each(pieces)('in a path: %j', async (piece) => {
    for (const url of [
      long(piece),
      `${PROJECT}/${long(piece)}`,
      `/compute/v1/projects/${long(piece)}/global/networks`,
    ]) {
      expect([400, 404]).toContain(await statusOf({ method: 'GET', url }));
    }
  });

  test.each(pieces)('in a body or a header: %j', async (piece) => {
    const text = long(piece);
    const url = `${PROJECT}/global/healthChecks`;
    // No JSON, or more commas than any body may have.
    expect([400, 413]).toContain(await statusOf({ method: 'POST', url, body: text }));
    expect(await statusOf({ method: 'POST', url, body: { name: text, type: 'TCP' } })).toBe(400);
    for (const header of [text, `multipart/mixed; boundary=${text}`, `multipart/mixed;${text}`]) {
      const headers = { 'content-type': header, 'if-none-match': header, 'x-http-method-override': header };
      expect([200, 400, 404]).toContain(
        await statusOf({ method: 'POST', url: '/batch/compute/v1', headers, body: text }),
      );
      expect([200, 304]).toContain(
        await statusOf({ method: 'GET', url: `${url}/${name}`, headers: { 'if-none-match': header } }),
      );
    }
  });
});

test('a URL map with thousands of rules is checked in one go, and so is a patch of one of its fields', () => {
  const service = 'global/backendServices/long';
  const post = (collection: string, body: object) =>
    simulator.handle({ method: 'POST', url: `${PROJECT}/global/${collection}`, body }).status;
  expect(post('backendServices', { name: 'long' })).toBe(200);
  expect(simulator.handle({ method: 'GET', url: `${PROJECT}/${service}` }).status).toBe(200);
  const pathRules = Array.from({ length: 4000 }, (_, index) => ({ paths: [`/${index}/*`], service }));
  const pathMatchers = Array.from({ length: 10 }, (_, index) => ({
    name: `m${index}`,
    defaultService: service,
    pathRules: pathRules.slice(index * 400, index * 400 + 400),
  }));
  const hostRules = pathMatchers.map(({ name: pathMatcher }, index) => ({ hosts: [`h${index}.example`], pathMatcher }));
  expect(post('urlMaps', { name: 'long', defaultService: service, pathMatchers, hostRules })).toBe(200);
  const url = `${PROJECT}/global/urlMaps/long`;
  expect(simulator.handle({ method: 'GET', url }).status).toBe(200);
  expect(simulator.handle({ method: 'PATCH', url, body: { description: 'd' } }).status).toBe(200);
});
