import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { remarkSentence } from './remark.ts';
import { parseServicePorts } from './service-ports.ts';

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

const source = (items: readonly unknown[], name = 'services.json') => ({
  name,
  text: JSON.stringify({ kind: 'List', items }),
});

const parse = (...items: readonly unknown[]) => parseServicePorts([source(items)]);

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

describe('protocol', () => {
  const alpha = 'service.alpha.kubernetes.io/app-protocols';
  const cloud = 'cloud.google.com/app-protocols';
  test.each([
    [{}, undefined, 'HTTP'],
    [{}, 'https', 'HTTPS'],
    [{}, 'HTTP2', 'HTTP2'],
    [{}, 'kubernetes.io/wss', 'HTTPS'],
    [{}, 'mysql', 'HTTP'],
    [{ [cloud]: '{"web":"HTTP2"}' }, 'https', 'HTTP2'],
    [{ [alpha]: '{"web":"HTTPS"}', [cloud]: '{"web":"HTTP2"}' }, undefined, 'HTTPS'],
    [{ [cloud]: '{"other":"HTTPS"}' }, undefined, 'HTTP'],
  ])('%j and appProtocol %s make %s', (annotations, appProtocol, expected) => {
    const port: Port = { name: 'web', nodePort: 30_001, ...(appProtocol && { appProtocol }) };
    expect(parse(service('web', [port], annotations)).ports[0]?.protocol).toBe(expected);
  });

  test.each([
    ['{web: HTTPS}', 'is not a JSON object'],
    ['{"web":"FTP"}', 'gives port "web" the protocol "FTP"; use HTTP, HTTPS or HTTP2'],
  ])('annotation %s is refused', (annotation, message) => {
    const bad = service('web', [{ name: 'web', nodePort: 30_001 }], { [cloud]: annotation });
    expect(() => parse(bad)).toThrow(`services.json: service shop/web: annotation ${cloud} ${message}`);
  });
});

test.each([65_536, -1, 1.5, '30001', true])('nodePort %j is refused by name', (nodePort) => {
  expect(() => parse(service('web', [{ name: 'http', nodePort }]))).toThrow(
    `services.json: service shop/web:http has nodePort ${JSON.stringify(nodePort)}; use a number from 1 to 65535`,
  );
});

test('a nodePort claimed twice names both services and both files', () => {
  const first = source([service('cart', [{ name: 'http', nodePort: 30_001 }])], 'a.json');
  const second = source([service('till', [{ name: 'web', nodePort: 30_001 }])], 'b.json');
  expect(() => parseServicePorts([first, second])).toThrow(
    'nodePort 30001 is claimed twice: by shop/cart:http (nodePort 30001) in a.json and by shop/till:web (nodePort 30001) in b.json',
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

test('finding none is refused, and says what stood in the way', () => {
  expect(() => parse(service('db', [{ port: 5432 }], {}, 'ClusterIP'))).toThrow(
    'services.json: no service with a nodePort; ',
  );
  expect(() => parse(service('web', [{ name: 'http' }]))).toThrow('(shop/web:http has no nodePort assigned yet)');
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
      const split = parseServicePorts([source(services.slice(cut)), source(services.slice(0, cut))]);
      expect(split).toEqual(parse(...services));
      expect(split.ports.map(({ nodePort }) => nodePort)).toEqual(numbers.toSorted((a, b) => a - b));
    }),
  );
});
