import { expect, test } from 'vitest';
import { parseServicePorts } from './service-ports.ts';

const parse = (object: object) => parseServicePorts([{ name: 'services.json', text: JSON.stringify(object) }]);
const service = (type: string, port: object) => ({
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { type, ports: [port] },
});

test('finding none is refused, and says what stood in the way', () => {
  expect(() => parse(service('ClusterIP', { port: 5432 }))).toThrow(
    'services.json: no service with a nodePort (shop/web is of type ClusterIP, which has no nodePorts); ',
  );
  expect(() => parse(service('NodePort', { name: 'http' }))).toThrow('(shop/web:http has no nodePort assigned yet)');
});
