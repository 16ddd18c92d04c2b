import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusedSentence } from '../remarks/refused-item.ts';
import { remarkLines, remarkSentence } from '../remarks/remark.ts';
import { parseSelector } from '../selection/selector.ts';
import { listed } from '../objects/listed.test-support.ts';
import { servicePortsAmong } from './service-ports.ts';

interface Port {
  readonly name?: string;
  readonly port?: number;
  readonly nodePort?: unknown;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

const service = (name: string, ports: readonly Port[], annotations: object = {}, type = 'NodePort') => ({
  kind: 'Service',
  metadata: { name, namespace: 'shop', annotations },
  spec: { type, ports },
});

const source = (items: readonly unknown[], name = 'services.json') => listed(items, name);

const parse = (...items: readonly unknown[]) => servicePortsAmong(source(items));
const plain = service('plain', [{ name: 'http', nodePort: 30_999 }]);
/** What is said of a service beside one that is plain. */
const said = (...items: readonly unknown[]) => {
  const { ports, remarks, refused } = parse(...items, plain);
  return {
    ports: ports.map(({ nodePort }) => nodePort).filter((nodePort) => nodePort !== 30_999),
    lines: [...remarkLines(remarks), ...refused.map((item) => refusedSentence(item))],
  };
};

test('every service port with a nodePort counts, in the order of their nodePorts', () => {
  const { ports } = parse(
    service('web', [
      { name: 'http', port: 80, nodePort: 30_002 },
      { name: 'admin', port: 81, nodePort: 30_001 },
    ]),
    service('db', [{ port: 5432 }], {}, 'ClusterIP'),
    {
      kind: 'Service',
      metadata: { name: 'plain' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80, nodePort: 30_003 }] },
    },
  );
  expect(ports).toEqual([
    { nodePort: 30_001, protocol: 'HTTP', service: 'shop/web', servicePort: 'admin' },
    { nodePort: 30_002, protocol: 'HTTP', service: 'shop/web', servicePort: 'http' },
    { nodePort: 30_003, protocol: 'HTTP', service: 'default/plain', servicePort: '80' },
  ]);
});

test('a service that is being deleted is one that is gone', () => {
  const { metadata, ...rest } = service('cart', [{ name: 'http', nodePort: 30_001 }]);
  const deleted = { ...rest, metadata: { ...metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
  expect(said(deleted)).toEqual({ ports: [], lines: ['passed over: shop/cart is being deleted'] });
});

describe('protocol', () => {
  const alpha = 'service.alpha.kubernetes.io/app-protocols';
  const cloud = 'cloud.google.com/app-protocols';
  test.each([
    [{}, undefined, 'HTTP'],
    [{}, 'https', 'HTTPS'],
    [{}, 'HTTP2', 'HTTP2'],
    [{}, 'kubernetes.io/wss', 'HTTPS'],
    [{}, 'kubernetes.io/ws', 'HTTP'],
    [{}, 'kubernetes.io/h2c', 'H2C'],
    [{}, 'grpc', 'H2C'],
    [{}, 'http', 'HTTP'],
    [{}, 'mysql', 'HTTP'],
    [{ [cloud]: '{"web":"HTTP2"}' }, 'https', 'HTTP2'],
    [{ [alpha]: '{"web":"HTTPS"}', [cloud]: '{"web":"HTTP2"}' }, undefined, 'HTTPS'],
    [{ [cloud]: '{"other":"HTTPS"}' }, undefined, 'HTTP'],
  ])('%j and appProtocol %s make %s', (annotations, appProtocol, expected) => {
    const port: Port = { name: 'web', nodePort: 30_001, ...(appProtocol && { appProtocol }) };
    expect(parse(service('web', [port], annotations)).ports[0]?.protocol).toBe(expected);
  });

  test.each([
    [{ [cloud]: '{"web":"HTTP2"}' }, 'http', 'is HTTP2 by its annotation, which counts before its appProtocol http'],
    [{}, 'constructor', 'has the appProtocol constructor, which is not known here: it is served as HTTP'],
    [{}, 'mysql', 'has the appProtocol mysql, which is not known here: it is served as HTTP'],
    [{}, 'grpc', 'is served as H2C, for its appProtocol is grpc; where it speaks TLS, use http2'],
  ])('%j and appProtocol %s are told', (annotations, appProtocol, message) => {
    expect(said(service('web', [{ name: 'web', nodePort: 30_001, appProtocol }], annotations)).lines).toEqual([
      `note: shop/web:web ${message}`,
    ]);
  });

  test.each(['http', 'HTTPS', 'http2', 'kubernetes.io/ws', 'kubernetes.io/wss', 'kubernetes.io/h2c'])(
    'of %s there is nothing to say',
    (appProtocol) => {
      expect(said(service('web', [{ name: 'web', nodePort: 30_001, appProtocol }])).lines).toEqual([]);
    },
  );

  test('a protocol for a port that there is not is told', () => {
    const { ports, lines } = said(service('web', [{ name: 'web', nodePort: 30_001 }], { [cloud]: '{"wbe":"HTTPS"}' }));
    expect(ports).toEqual([30_001]);
    expect(lines).toEqual(['note: shop/web has a protocol annotated for port "wbe", and no such port']);
  });

  test.each([
    ['{web: HTTPS}', 'is not a JSON object such as {"web":"HTTPS"}'],
    ['["HTTPS"]', 'is not a JSON object such as {"web":"HTTPS"}'],
    ['{"web":"FTP"}', 'gives port "web" the protocol "FTP"; use HTTP, HTTPS or HTTP2'],
  ])('ErrSvcAppProtosParsing: annotation %s refuses its service alone', (annotation, message) => {
    const ports = [
      { name: 'web', nodePort: 30_001 },
      { name: 'admin', nodePort: 30_002 },
    ];
    expect(said(service('web', ports, { [cloud]: annotation }))).toEqual({
      ports: [],
      lines: [
        `services.json item 1: service shop/web: annotation ${cloud} ${message}; nodePorts 30001, 30002 stay as they are`,
      ],
    });
  });
});

test.each([65_536, -1, 1.5, '30001', true])(
  'nodePort %j refuses its service, and nothing may be deleted',
  (nodePort) => {
    expect(said(service('web', [{ name: 'http', nodePort }]))).toEqual({
      ports: [],
      lines: [
        `services.json item 1: service shop/web: port http has nodePort ${JSON.stringify(nodePort)}; use a number from 1 to 65535; ` +
          'it may stand for any port, so nothing is deleted in this run',
      ],
    });
  },
);

test.each([null, 'http', 80])('a port that is %j is no port, and may be half written', (odd) => {
  const { spec, ...web } = service('web', [{ name: 'http', nodePort: 30_080 }]);
  const { refused, ports } = servicePortsAmong(source([{ ...web, spec: { ...spec, ports: [...spec.ports, odd] } }]));
  expect(ports).toEqual([]);
  expect(refused).toMatchObject([
    {
      services: ['shop/web'],
      problem: `service shop/web: one of its ports is ${JSON.stringify(odd)}; give it a number, or take it out`,
    },
  ]);
});

test('validateServicePorts: a service without ports is no service, and may be half written', () => {
  const half = { kind: 'Service', metadata: { name: 'web', namespace: 'shop' } };
  const line =
    'services.json item 1: service shop/web: it has no ports; give it one; it may stand for any port, so nothing is deleted in this run';
  expect(said(half)).toEqual({ ports: [], lines: [line] });
  expect(servicePortsAmong(source([half, plain]), [parseSelector('metadata.name=plain')]).refused).toEqual([]);
});

describe('a nodePort claimed twice', () => {
  const cart = service('cart', [{ name: 'http', nodePort: 30_001 }]);

  test('is nobody’s, stays as it is, and both services and both places are named', () => {
    const second = source([service('till', [{ name: 'web', nodePort: 30_001 }]), plain], 'b.json');
    const { ports, refused } = servicePortsAmong([...source([cart], 'a.json'), ...second]);
    expect(ports.map(({ nodePort }) => nodePort)).toEqual([30_999]);
    expect(refused.map((item) => refusedSentence(item))).toEqual([
      'nodePort 30001: it is claimed twice, by shop/cart:http (nodePort 30001) in a.json item 1 and by shop/till:web (nodePort 30001) in b.json item 1; give each its own; nodePort 30001 stays as it is',
    ]);
  });

  test('by the same service given twice is one', () => {
    const { ports, refused } = servicePortsAmong([...source([cart], 'a.json'), ...source([cart], 'b.json')]);
    expect(ports).toHaveLength(1);
    expect(refused).toEqual([]);
  });
});

describe('left out, with its reason', () => {
  const spec = (type: string, rest: object = {}) => ({
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { type, ports: [{ name: 'http', port: 80 }], ...rest },
  });

  test.each([
    [
      'ExternalName',
      spec('ExternalName', { externalName: 'example.com' }),
      'shop/web is of type ExternalName, which has no pods',
    ],
    ['ClusterIP', spec('ClusterIP'), 'shop/web is of type ClusterIP, which has no nodePorts'],
    ['headless', spec('ClusterIP', { clusterIP: 'None' }), 'shop/web is headless, which has no nodePorts'],
    [
      'LoadBalancer without nodePorts',
      spec('LoadBalancer', { allocateLoadBalancerNodePorts: false }),
      'shop/web has no nodePorts, for allocateLoadBalancerNodePorts is false',
    ],
    ['NodePort not assigned', spec('NodePort'), 'shop/web:http has no nodePort assigned yet'],
    [
      'UDP',
      spec('NodePort', { ports: [{ name: 'dns', nodePort: 30_053, protocol: 'UDP' }] }),
      'shop/web:dns is UDP, which backend services do not carry over HTTP',
    ],
  ])('%s', (_, one, line) => {
    expect(said(one)).toEqual({ ports: [], lines: [`passed over: ${line}`] });
  });

  test('headless without ports', () => {
    const one = spec('ClusterIP', { clusterIP: 'None', ports: undefined });
    expect(said(one).lines).toEqual(['passed over: shop/web is headless, which has no nodePorts']);
  });

  test('what no selector chooses, by port', () => {
    const two = service('web', [
      { name: 'http', nodePort: 30_001 },
      { name: 'admin', nodePort: 30_002 },
    ]);
    const selectors = [parseSelector('spec.ports.name=http'), parseSelector('metadata.name=other')];
    const { ports, remarks } = servicePortsAmong(source([two]), selectors);
    expect(ports.map(({ nodePort }) => nodePort)).toEqual([30_001]);
    expect(remarkLines(remarks)).toEqual([
      "passed over: shop/web:admin is not selected by --select 'spec.ports.name=http' or --select 'metadata.name=other'",
    ]);
  });

  test('a malformed annotation of what is not selected is nobody’s business', () => {
    const bad = service('bad', [{ name: 'http', nodePort: 30_001 }], { 'cloud.google.com/app-protocols': '{' });
    expect(servicePortsAmong(source([bad, plain]), [parseSelector('metadata.name!=bad')]).refused).toEqual([]);
  });
});

describe('what is asked for and not done is told, and the port is served', () => {
  test.each([
    [
      'neg of GKE',
      { annotations: { 'cloud.google.com/neg': '{"ingress":true}' } },
      ['asks for network endpoint groups (cloud.google.com/neg): the pool serves it through its nodePort'],
    ],
    [
      'standalone neg',
      { annotations: { 'cloud.google.com/neg': '{"exposed_ports":{"80":{}}}' } },
      ['asks for network endpoint groups (cloud.google.com/neg): the pool serves it through its nodePort'],
    ],
    [
      'no neg',
      { annotations: { 'cloud.google.com/neg': '{"ingress":false}', 'cloud.google.com/neg-status': '{}' } },
      [],
    ],
    [
      'malformed neg',
      { annotations: { 'cloud.google.com/neg': '{ingress' } },
      ['has an annotation cloud.google.com/neg that is not JSON; the pool does without it'],
    ],
    [
      'IsThcAnnotated',
      { annotations: { 'networking.gke.io/transparent-health-checker': '{"enabled":true}' } },
      [
        'asks for transparent health checks (networking.gke.io/transparent-health-checker): the pool’s ask its nodePort',
      ],
    ],
    [
      'setTrafficScaling',
      { annotations: { 'networking.gke.io/capacity-scaler': '0.5', 'example.com/x': '' } },
      ['has the annotation networking.gke.io/capacity-scaler, which the pool does not read'],
    ],
    [
      'an address of IPv6 alone',
      { spec: { ipFamilies: ['IPv6'] } },
      [
        'has ipFamilies IPv6 alone, and the pool’s health checks and load balancers ask its nodePort over IPv4; add IPv4',
      ],
    ],
    ['dual stack', { spec: { ipFamilies: ['IPv6', 'IPv4'] } }, []],
    [
      'LoadBalancer',
      { type: 'LoadBalancer' },
      [expect.stringMatching(/^is of type LoadBalancer: .*--select spec\.type=NodePort leaves such services out$/)],
    ],
    [
      'loadBalancerSourceRanges',
      { type: 'LoadBalancer', spec: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
      [
        expect.stringContaining('is of type LoadBalancer'),
        'has loadBalancerSourceRanges, which hold for its own load balancer alone',
      ],
    ],
    [
      'sessionAffinity',
      { spec: { sessionAffinity: 'ClientIP' } },
      [expect.stringMatching(/^has sessionAffinity ClientIP, /)],
    ],
  ])(
    '%s',
    (
      _,
      { annotations = {}, type = 'NodePort', spec = {} }: { annotations?: object; type?: string; spec?: object },
      messages,
    ) => {
      const base = service('web', [{ name: 'http', nodePort: 30_001 }], annotations, type);
      const { ports, remarks } = parse({ ...base, spec: { ...base.spec, ...spec } });
      expect(ports).toHaveLength(1);
      expect(remarks.map(({ message }) => message)).toEqual(messages);
    },
  );
});

test('one number over TCP and UDP is one backend and a remark', () => {
  const dns = service('dns', [
    { name: 'tcp', nodePort: 30_053 },
    { name: 'udp', nodePort: 30_053, protocol: 'UDP' },
  ]);
  const { ports, remarks } = parse(dns);
  expect(ports).toHaveLength(1);
  expect(remarkSentence(remarks)).toContain('shop/dns:udp is UDP');
});

test('nodePort 0 is one that is not assigned yet, and the others count', () => {
  const { ports, remarks } = parse(
    service('web', [{ name: 'http', nodePort: 0 }]),
    service('till', [{ name: 'http', nodePort: 30_001 }]),
  );
  expect(ports.map(({ nodePort }) => nodePort)).toEqual([30_001]);
  expect(remarkSentence(remarks)).toBe('shop/web:http has no nodePort assigned yet');
});

test('how services are spread over files and documents does not matter', () => {
  const nodePorts = fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(nodePorts, fc.nat(), (numbers, at) => {
      const services = numbers.map((nodePort) => service(`s${nodePort}`, [{ nodePort }]));
      const cut = at % services.length;
      const split = servicePortsAmong([...source(services.slice(cut)), ...source(services.slice(0, cut))]);
      expect(split).toEqual(parse(...services));
      expect(split.ports.map(({ nodePort }) => nodePort)).toEqual(numbers.toSorted((a, b) => a - b));
    }),
  );
});
