import fc from 'fast-check';
import { namer } from './pool-under-test.ts';

const port = fc.constantFrom('30000', '30001', '30002', '030001', '0', '99999', 'http');
const cluster = namer.clusterName;

/** Names of what belongs to others, many of which differ from those of the pool by a hair. */
export const lookalikeName: fc.Arbitrary<string> = fc
  .oneof(
    port.map((digits) => `k8s-be-${digits}`),
    port.map((digits) => `k8s-be-${digits}--other`),
    port.map((digits) => `k8s-be-${digits}--${cluster}x`),
    port.map((digits) => `k8s-be-${digits}--${cluster.slice(0, -1)}`),
    port.map((digits) => `k8s-be-${digits}-${cluster}`),
    port.map((digits) => `k8s-be-${digits}--other--${cluster}`),
    port.map((digits) => `k8s-be-${digits}-x--${cluster}`),
    port.map((digits) => `my-k8s-be-${digits}--${cluster}`),
    port.map((digits) => `k8s1-${cluster}-shop-cart-${digits}`),
    fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/),
  )
  .filter((name) => namer.ownBackendPort(name) === undefined);
