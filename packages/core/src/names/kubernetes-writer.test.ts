import { expect, test } from 'vitest';
import { describeOwned, describeService } from './description.ts';
import { kubernetesWriter } from './kubernetes-writer.ts';
import { ownershipConflict } from './ownership.ts';

const ingress = "Kubernetes' ingress controller";

test.each([
  ['{"kubernetes.io/service-name":"shop/cart","kubernetes.io/service-port":"http"}', ingress],
  ['{"kubernetes.io/service-name":"shop/cart","kubernetes.io/service-port":"80","x-features":["HTTP2"]}', ingress],
  [
    '{"k8sCluster":"/locations/us-central1/clusters/c","k8sResource":"/namespaces/n/services/s","config":"Default"}',
    ingress,
  ],
  ['Default kubernetes L7 Loadbalancing health check for NEG.', ingress],
  ['Kubernetes L7 health check generated with BackendConfig CRD.', ingress],
  ['{"networking.gke.io/service-name":"n/s","networking.gke.io/api-version":"ga"}', "Kubernetes' service controller"],
  ['{"kubernetes.io/service-name":"n/s","kubernetes.io/service-ip":"10.0.0.1"}', "Kubernetes' service controller"],
  [
    '{"cluster-uid":"u","namespace":"n","service-name":"s","port":"80"}',
    "Kubernetes' controller of network endpoint groups",
  ],
  // Made in 2017, by a person, by this pool, or with something that no controller leaves there.
  ['', undefined],
  ['Default kubernetes L7 Loadbalancing health check.', undefined],
  ['Kubernetes L7 health check generated with readiness probe settings.', undefined],
  ['by hand', undefined],
  ['{"kubernetes.io/service-name":"shop/cart"}', undefined],
  ['{"kubernetes.io/service-name":"shop/cart","kubernetes.io/service-port":"80","note":"mine"}', undefined],
  ['{"toString":1}', undefined],
  [describeOwned('uid', { name: 'shop/cart', port: 'http' }), undefined],
] as const)('%s: %s', (description, writer) => {
  expect(kubernetesWriter(description)).toBe(writer);
});

test('what the ingress controller describes is the pool’s only where that is asked for, and what is marked always', () => {
  const unmarked = { description: describeService({ name: 'shop/cart', port: 'http' }) };
  const of = (adopt: 'by-name' | 'kubernetes' | 'never') => ({ cluster: 'uid', adopt });
  expect(ownershipConflict(unmarked, of('by-name'))).toMatch(/ingress controller wrote its description/);
  expect(ownershipConflict(unmarked, of('never'))).toMatch(/ingress controller wrote its description/);
  expect(ownershipConflict(unmarked, of('kubernetes'))).toBeUndefined();
  const marked = { description: describeOwned('uid', { name: 'shop/cart', port: 'http' }) };
  for (const adopt of ['by-name', 'kubernetes', 'never'] as const) {
    expect(ownershipConflict(marked, of(adopt))).toBeUndefined();
    expect(ownershipConflict(marked, { cluster: 'other', adopt })).toMatch(/of cluster uid/);
  }
});
