import { describe, expect, test } from 'vitest';
import { portLabel } from './service-port.ts';
import { nodePortOf, readPort, readPorts } from './read-ports.ts';

test('a bare number is an HTTP port', () => {
  expect(readPort(30_001)).toEqual({ nodePort: 30_001, protocol: 'HTTP' });
});

test('ports come sorted, each once', () => {
  const { accepted, rejected } = readPorts([82, { nodePort: 81, protocol: 'HTTPS' }, 82, { nodePort: 82 }]);
  expect(accepted).toEqual([
    { nodePort: 81, protocol: 'HTTPS' },
    { nodePort: 82, protocol: 'HTTP' },
  ]);
  expect(rejected).toEqual([]);
});

describe('rejected is', () => {
  test.each([0, -1, 65_536, 1.5, Number.NaN])('%s, which is no port', (nodePort) => {
    expect(() => readPort(nodePort)).toThrow(`nodePort ${nodePort}: a nodePort is a whole number from 1 to 65535`);
    expect(() => nodePortOf({ nodePort })).toThrow('whole number');
  });

  test('an unknown protocol', () => {
    // Callers without types can pass anything.
    const port = { nodePort: 80, protocol: 'gopher' } as unknown as { nodePort: number };
    expect(() => readPort(port)).toThrow(
      'nodePort 80: protocol gopher is unknown: use HTTP, HTTPS, HTTP2, H2C, GRPC, TCP or SSL',
    );
  });

  test.each(['cart', 'a/b/c', '/cart', 'shop/'])('the service %j, which has no namespace and name', (service) => {
    expect(() => readPort({ nodePort: 80, service })).toThrow('namespace/name');
  });

  test('a port asked for in two ways, and no other', () => {
    const { accepted, rejected } = readPorts([80, { nodePort: 80, protocol: 'HTTPS' }, 81, 0]);
    expect(accepted.map(({ nodePort }) => nodePort)).toEqual([81]);
    expect(rejected.map(({ nodePort }) => nodePort)).toEqual([80, 0]);
  });

  test('a port asked for in two ways, though asked for a third time as at first', () => {
    expect(readPorts([80, { nodePort: 80, protocol: 'HTTPS' }, 80]).accepted).toEqual([]);
  });
});

test('sentences name the service where it is known', () => {
  expect(portLabel({ nodePort: 80 })).toBe('nodePort 80');
  expect(portLabel({ nodePort: 80, service: 'shop/cart' })).toBe('shop/cart (nodePort 80)');
  expect(portLabel({ nodePort: 80, service: 'shop/cart', servicePort: 'http' })).toBe('shop/cart:http (nodePort 80)');
});
