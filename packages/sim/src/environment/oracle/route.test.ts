import { describe, expect, test } from 'vitest';
import { projectWithTargets, REGION, RULES } from '../../../test/load-balancer.ts';
import { ZONE } from '../../../test/machines.ts';
import { GROUP, instancePath, join, leave, makeNow, probedGroup, SERVICE } from '../../../test/probed-group.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { asString } from '../../kernel/json.ts';
import type { RouteAnswer, RouteQuestion } from '../../index.ts';
import { createSimulator } from '../../index.ts';

const RULE = 'projects/p1/global/forwardingRules/r';
const path = (relative: string): string => `projects/p1/${relative}`;

/** A whole load balancer at port 80: what is below `/files` is in a bucket, `/old` is redirected, all else goes to `b`. */
function balanced(service: object = {}): TestProject {
  const project = probedGroup({}, {}, service);
  makeNow(project, 'POST', 'global/backendBuckets', { name: 'files', bucketName: 'bucket' });
  makeNow(project, 'POST', 'global/urlMaps', {
    name: 'm',
    defaultService: SERVICE,
    hostRules: [{ hosts: ['*'], pathMatcher: 'p' }],
    pathMatchers: [
      {
        name: 'p',
        defaultService: SERVICE,
        pathRules: [
          { paths: ['/files/*'], service: 'global/backendBuckets/files' },
          { paths: ['/old'], urlRedirect: { pathRedirect: '/new', stripQuery: true } },
        ],
      },
    ],
  });
  makeNow(project, 'POST', 'global/targetHttpProxies', { name: 't', urlMap: 'global/urlMaps/m' });
  makeNow(project, 'POST', 'global/forwardingRules', {
    name: 'r',
    target: 'global/targetHttpProxies/t',
    portRange: '80',
  });
  return project;
}

const ask = ({ simulator }: TestProject, url: string, more: Partial<RouteQuestion> = {}): RouteAnswer =>
  simulator.route({ project: 'p1', url, ...more });
const lastWhy = (answer: RouteAnswer): string => answer.steps.at(-1)?.why ?? '';
const instancesOf = (answer: RouteAnswer): unknown =>
  answer.outcome === 'backend' ? answer.backends.map(({ instance }) => instance) : answer.outcome;

test('a request goes from its forwarding rule to the healthy instances, step by step', () => {
  const project = balanced();
  const address = asString(project.get('global/forwardingRules/r')['IPAddress']);
  expect(ask(project, `http://${address}/a?b=c`)).toEqual({
    outcome: 'backend',
    forwardingRule: RULE,
    service: path(SERVICE),
    url: `http://${address}/a?b=c`,
    backends: [
      {
        group: path(GROUP),
        instance: instancePath('i'),
        ipAddress: expect.stringMatching(/^10\./),
        port: 8080,
        healthState: 'HEALTHY',
      },
    ],
    steps: [
      { resource: RULE, goesOn: true, why: `It takes port 80 at ${address} by ports 80-80.` },
      { resource: path('global/targetHttpProxies/t'), goesOn: true, why: "It asks URL map 'm'." },
      {
        resource: path('global/urlMaps/m'),
        goesOn: true,
        why: `By pathMatchers[0] it sends to 'b' as http://${address}/a?b=c.`,
      },
      { resource: path(GROUP), goesOn: true, why: '1 HEALTHY.' },
      { resource: path(SERVICE), goesOn: true, why: 'one backend may take the request.' },
    ],
  });
});

test('a redirect and a bucket are answers too', () => {
  const project = balanced();
  expect(ask(project, 'http://shop.example/old?x=1')).toMatchObject({
    outcome: 'redirect',
    code: 301,
    url: 'http://shop.example/new',
  });
  expect(ask(project, 'http://shop.example/files/a')).toMatchObject({
    outcome: 'bucket',
    bucket: path('global/backendBuckets/files'),
  });
});

describe('no rule takes it, and each says why', () => {
  const whys = (url: string): readonly string[] => ask(balanced(), url).steps.map(({ why }) => why);

  test('for its port', () => {
    expect(whys('http://shop.example:8080/')).toEqual(['It takes ports 80-80, not port 8080.']);
    expect(whys('https://shop.example/')).toEqual(['It takes ports 80-80, not port 443.']);
  });

  test('for its address', () => {
    expect(whys('http://192.0.2.1/')).toEqual([expect.stringMatching(/^Its address is [\d.]+, not 192\.0\.2\.1\.$/)]);
  });

  test('or there is none', () => {
    const { simulator } = balanced();
    expect(simulator.route({ project: 'p2', url: 'http://shop.example/' })).toEqual({
      outcome: 'unreachable',
      steps: [{ resource: 'projects/p2', goesOn: false, why: 'It has no forwarding rules.' }],
    });
    const answer = simulator.route({
      project: 'p1',
      url: 'http://a.example/',
      forwardingRule: 'global/forwardingRules/x',
    });
    expect(lastWhy(answer)).toBe('There is no such forwarding rule.');
  });
});

describe('nothing takes it behind the rule', () => {
  test('while nothing is healthy', () => {
    const project = balanced({ connectionDraining: { drainingTimeoutSec: 60 } });
    const url = 'http://shop.example/';
    project.simulator.health.set({ instance: instancePath('i'), behaviour: 'down' });
    project.simulator.clock.advance(30_000);
    const answer = ask(project, url);
    expect(answer.outcome).toBe('unreachable');
    expect(answer.steps.slice(-2)).toEqual([
      { resource: path(GROUP), goesOn: false, why: '1 UNHEALTHY.' },
      { resource: path(SERVICE), goesOn: false, why: 'Nothing is healthy: the load balancer answers 502.' },
    ]);
    join(project, 'j');
    expect(instancesOf(ask(project, url))).toEqual([instancePath('j')]);
    leave(project, 'i');
    expect(ask(project, url).steps.at(-2)?.why).toBe('1 HEALTHY, 1 DRAINING.');
  });

  test('while its member does not run, or its port has another name', () => {
    const project = balanced();
    makeNow(project, 'POST', `${ZONE}/instances/i/stop`);
    expect(ask(project, 'http://shop.example/').steps.at(-2)?.why).toBe('It has no member that runs.');
    makeNow(project, 'PATCH', SERVICE, { portName: 'other' });
    expect(ask(project, 'http://shop.example/').steps.at(-2)?.why).toBe(
      "It has no port named 'other', which the backend service sends to.",
    );
  });

  test('for a capacityScaler of 0', () => {
    const project = balanced();
    makeNow(project, 'POST', `${ZONE}/instanceGroups`, { name: 'full', namedPorts: [{ name: 'http', port: 1 }] });
    makeNow(project, 'PATCH', SERVICE, {
      backends: [{ group: GROUP, capacityScaler: 0 }, { group: `${ZONE}/instanceGroups/full` }],
    });
    expect(
      ask(project, 'http://shop.example/')
        .steps.slice(-3)
        .map(({ why }) => why),
    ).toEqual([
      'Its capacityScaler is 0: it takes no requests.',
      'It has no member that runs.',
      'Nothing is healthy: the load balancer answers 502.',
    ]);
  });

  test('for a proxy that speaks something else, or a service without backends', () => {
    const project = projectWithTargets();
    project.make('POST', 'global/forwardingRules', { ...RULES.classic, portRange: '443' });
    expect(lastWhy(ask(project, 'https://shop.example/'))).toBe('It speaks plain HTTP, and the URL is https.');
    expect(lastWhy(ask(project, 'http://shop.example:443/'))).toBe('It has no backends.');
  });
});

describe('several rules', () => {
  test('are tried in order, until one leads somewhere', () => {
    const project = balanced();
    makeNow(project, 'POST', 'global/backendServices', { name: 'empty' });
    makeNow(project, 'POST', 'global/urlMaps', { name: 'empty', defaultService: 'global/backendServices/empty' });
    makeNow(project, 'POST', 'global/targetHttpProxies', { name: 'empty', urlMap: 'global/urlMaps/empty' });
    makeNow(project, 'POST', 'global/forwardingRules', {
      name: 'first',
      target: 'global/targetHttpProxies/empty',
      portRange: '80',
    });
    const answer = ask(project, 'http://shop.example/');
    expect(answer).toMatchObject({ outcome: 'backend', forwardingRule: RULE });
    expect(answer.steps[0]?.resource).toBe(path('global/forwardingRules/first'));
    expect(lastWhy(ask(project, 'http://shop.example/', { forwardingRule: 'global/forwardingRules/first' }))).toBe(
      'It has no backends.',
    );
  });
});

describe('without a URL map', () => {
  test('a target pool gives to its healthy instances, and to all where none is', () => {
    const project = probedGroup();
    const instances = ['i', 'j'].map((name) => `${ZONE}/instances/${name}`);
    makeNow(project, 'POST', 'global/httpHealthChecks', { name: 'legacy' });
    makeNow(project, 'POST', `${REGION}/targetPools`, {
      name: 't',
      instances,
      healthChecks: ['global/httpHealthChecks/legacy'],
    });
    makeNow(project, 'POST', `${REGION}/forwardingRules`, RULES.pool);
    const url = 'http://shop.example/';
    project.simulator.health.set({ instance: instancePath('i'), behaviour: 'down' });
    project.simulator.clock.advance(60_000);
    expect(instancesOf(ask(project, url))).toEqual([instancePath('j')]);
    makeNow(project, 'POST', `${ZONE}/instances/j/stop`);
    expect(instancesOf(ask(project, url))).toEqual(['i', 'j'].map(instancePath));
  });

  test('a passthrough service gives to all as a last resort, unless it drops what it cannot serve', () => {
    const project = probedGroup();
    const services = `${REGION}/backendServices`;
    makeNow(project, 'PATCH', SERVICE, { backends: [] });
    makeNow(project, 'POST', services, {
      name: 'l4',
      loadBalancingScheme: 'INTERNAL',
      healthChecks: ['global/healthChecks/c'],
      backends: [{ group: GROUP }],
    });
    makeNow(project, 'POST', `${REGION}/forwardingRules`, {
      name: 'r',
      loadBalancingScheme: 'INTERNAL',
      backendService: `${services}/l4`,
      ports: ['80'],
    });
    const url = 'http://shop.example/';
    expect(instancesOf(ask(project, url))).toEqual([instancePath('i')]);
    project.simulator.health.set({ instance: instancePath('i'), behaviour: 'down' });
    project.simulator.clock.advance(60_000);
    const answer = ask(project, url);
    expect(instancesOf(answer)).toEqual([instancePath('i')]);
    expect(lastWhy(answer)).toBe('Nothing is healthy, so as a last resort one backend may take it.');
    makeNow(project, 'PATCH', `${services}/l4`, { failoverPolicy: { dropTrafficIfUnhealthy: true } });
    expect(lastWhy(ask(project, url))).toBe('Nothing is healthy: connections fail.');
  });

  test('a TCP proxy sends all to its service, and a target instance is the instance', () => {
    const project = probedGroup();
    makeNow(project, 'POST', `${ZONE}/targetInstances`, { name: 't', instance: `${ZONE}/instances/j` });
    makeNow(project, 'POST', `${REGION}/forwardingRules`, { name: 'r', target: `${ZONE}/targetInstances/t` });
    expect(instancesOf(ask(project, 'http://shop.example:99/'))).toEqual([instancePath('j')]);
    const targets = projectWithTargets();
    targets.make('POST', 'global/forwardingRules', {
      name: 'r',
      target: 'global/targetTcpProxies/t',
      portRange: '443',
    });
    expect(
      ask(targets, 'https://shop.example/')
        .steps.slice(-2)
        .map(({ why }) => why),
    ).toEqual(["It sends all to backend service 'tcp'.", 'It has no backends.']);
  });
});

test('with the instant clock what was begun is done first', () => {
  const project = projectWithTargets();
  project.begin('POST', 'global/forwardingRules', RULES.classic);
  expect(ask(project, 'http://shop.example/').steps[0]?.goesOn).toBe(true);
  expect(project.simulator.replayed()).toEqual(project.simulator.snapshot());
});

test.each([
  ['project', { project: '' }],
  ['url', { url: 'shop.example' }],
  ['url', { url: 'ftp://shop.example/' }],
  ['method', { method: 7 }],
  ['headers', { headers: { a: 1 } }],
  ['forwardingRule', { forwardingRule: 'r' }],
  ["no field 'host'", { host: 'a' }],
])('a question that makes no sense is refused, naming the %s', (name, more) => {
  const { route } = createSimulator();
  const question = { project: 'p1', url: 'http://shop.example/', ...more } as RouteQuestion;
  expect(() => route(question)).toThrow(TypeError);
  expect(() => route(question)).toThrow(name);
});
