import { describe, expect, test } from 'vitest';
import { remarkLines } from '../remarks/remark.ts';
import { listed } from '../objects/listed.test-support.ts';
import { servicePortsAmong } from './service-ports.ts';

const service = (targetPort: unknown, rest: { readonly annotations?: object; readonly selector?: object } = {}) => ({
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop', annotations: rest.annotations ?? {} },
  spec: {
    type: 'NodePort',
    selector: rest.selector ?? { app: 'web' },
    ports: [{ name: 'http', port: 80, nodePort: 30_001, ...(targetPort === undefined ? {} : { targetPort }) }],
  },
});
const container = (readinessProbe: object | undefined, name = 'main', containerPort = 8080) => ({
  name,
  ports: [{ name: 'web', containerPort }],
  ...(readinessProbe && { readinessProbe }),
});
const pod = (containers: readonly object[], metadata: object = {}) => ({
  kind: 'Pod',
  metadata: { name: 'web-1', namespace: 'shop', labels: { app: 'web', 'pod-template-hash': '1' }, ...metadata },
  spec: { containers },
});
const http = (httpGet: object = {}, rest: object = {}) => ({
  httpGet: { path: '/ready', port: 8080, ...httpGet },
  ...rest,
});

function outcome(...items: readonly object[]) {
  const { ports, remarks } = servicePortsAmong(listed(items, 'all.json'));
  return { probe: ports[0]?.readinessProbe, lines: remarkLines(remarks) };
}
const probeOf = (...items: readonly object[]) => outcome(...items).probe;
const pathOf = (...items: readonly object[]) => probeOf(...items)?.httpGet?.path;

test('ApplyProbeSettingsToHC: path, Host header, period and time-out are those of the probe', () => {
  const probe = http(
    { httpHeaders: [{ name: 'Host', value: 'shop.example' }] },
    { periodSeconds: 5, timeoutSeconds: 3 },
  );
  expect(probeOf(service(8080), pod([container(probe)]))).toEqual({
    httpGet: { path: '/ready', httpHeaders: [{ name: 'Host', value: 'shop.example' }] },
    periodSeconds: 5,
    timeoutSeconds: 3,
  });
  expect(probeOf(service(8080), pod([container(http({ path: '' }))]))).toEqual({ httpGet: { path: '/' } });
});

describe('getHTTPProbe: the targetPort is one that the container names', () => {
  test.each([
    ['by number', 8080, http()],
    ['by name', 'web', http()],
    ['and the probe may ask it by name', 'web', http({ port: 'web' })],
  ])('%s', (_, targetPort, probe) => {
    expect(pathOf(service(targetPort), pod([container(probe)]))).toBe('/ready');
  });

  test('without one it is the port', () => {
    expect(pathOf(service(undefined), pod([container(http({ port: 80 }), 'main', 80)]))).toBe('/ready');
  });

  test.each([9090, 'admin'])('%s is that of no container here', (targetPort) => {
    expect(outcome(service(targetPort), pod([container(http())]))).toEqual({ probe: undefined, lines: [] });
  });
});

describe('isSimpleHTTPProbe: another probe is not followed, and that is told', () => {
  const withHeaders = (...names: readonly string[]) =>
    http({ httpHeaders: names.map((name) => ({ name, value: 'shop.example' })) });
  const https = { 'cloud.google.com/app-protocols': '{"http":"HTTPS"}' };
  test.each([
    ['tcpSocket', { tcpSocket: { port: 8080 } }, {}, 'has no httpGet'],
    ['a host', http({ host: '10.0.0.1' }), {}, 'asks another host than the pod'],
    ['another header', withHeaders('X'), {}, 'sends other headers than one Host'],
    ['two headers', withHeaders('Host', 'X'), {}, 'sends other headers than one Host'],
    ['Host twice', withHeaders('Host', 'Host'), {}, 'sends other headers than one Host'],
    ['another port', http({ port: 8081 }), {}, 'asks port 8081'],
    ['getProbeScheme: HTTPS for HTTP', http({ scheme: 'HTTPS' }), {}, 'speaks HTTPS, and the port HTTP'],
    ['getProbeScheme: HTTP for HTTPS', http(), https, 'speaks HTTP, and the port HTTPS'],
  ])('%s', (_, probe, annotations, reason) => {
    expect(outcome(service(8080, { annotations }), pod([container(probe)]))).toEqual({
      probe: undefined,
      lines: [`note: shop/web:http keeps the default health check: the readiness probe of container main ${reason}`],
    });
  });

  test.each(['HTTPS', 'HTTP2'])('getProbeScheme: for %s it is HTTPS', (protocol) => {
    const annotations = { 'cloud.google.com/app-protocols': JSON.stringify({ http: protocol }) };
    expect(pathOf(service(8080, { annotations }), pod([container(http({ scheme: 'HTTPS' }))]))).toBe('/ready');
  });
});

describe('which pod counts', () => {
  const named = (path: string, metadata: object) => pod([container(http({ path }))], metadata);

  test('orderedPods: the oldest, by name where they are of one age', () => {
    const [old, young] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];
    expect(
      pathOf(
        service(8080),
        named('/young', { name: 'a', creationTimestamp: young }),
        named('/second', { name: 'c', creationTimestamp: old }),
        named('/first', { name: 'b', creationTimestamp: old }),
      ),
    ).toBe('/first');
  });

  test('the first that has a probe, container by container', () => {
    const sidecar = container(undefined, 'sidecar', 15_001);
    expect(
      pathOf(
        service(8080),
        pod([container(undefined)], { name: 'a' }),
        pod([sidecar, container(http())], { name: 'b' }),
      ),
    ).toBe('/ready');
  });

  test('not one of another namespace, nor one that the selector does not choose', () => {
    expect(
      probeOf(service(8080), named('/x', { namespace: 'other' }), named('/y', { labels: { app: 'db' } })),
    ).toBeUndefined();
    expect(probeOf(service(8080, { selector: {} }), named('/x', {}))).toBeUndefined();
  });

  test('templates count where no pod does', () => {
    const deployment = (path: string) => ({
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container(http({ path }))] } } },
    });
    expect(pathOf(service(8080), deployment('/template'))).toBe('/template');
    expect(pathOf(service(8080), deployment('/template'), named('/pod', {}))).toBe('/pod');
    expect(pathOf(service(8080), deployment('/template'), named('/pod', { labels: { app: 'db' } }))).toBe('/template');
  });
});
