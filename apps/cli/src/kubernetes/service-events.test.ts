import { Namer, StepError } from '@gcepool/core';
import type { Outcome, ServicePort, Step } from '@gcepool/core';
import { expect, test } from 'vitest';
import { backendsAnnotations } from './backends-annotation.ts';
import { serviceEvents } from './service-events.ts';

const namer = new Namer('uid');
const cart: ServicePort = { nodePort: 30_001, service: 'shop/cart', servicePort: 'http' };
const till: ServicePort = { nodePort: 30_002, service: 'shop/till' };
const cluster = { ports: [cart, till], refused: [], remarks: [] };

const deletion: Step = {
  collection: 'backendServices',
  verb: 'delete',
  name: 'k8s-be-30003--uid',
  resource: 'global/backendServices/k8s-be-30003--uid',
  reason: 'nodePort 30003 is not desired',
  ports: [30_003],
  needs: [],
  before: { name: 'k8s-be-30003--uid', description: '{"kubernetes.io/service-name":"shop/cart"}' },
};
const joining: Step = {
  collection: 'instanceGroups',
  verb: 'addInstances',
  name: 'k8s-ig--uid',
  resource: 'zones/z/instanceGroups/k8s-ig--uid',
  zone: 'z',
  reason: 'n1 is a node',
  ports: [30_001, 30_002],
  needs: [],
  instances: ['n1'],
};
const failed: Outcome = {
  outcome: 'failed',
  step: joining,
  error: new StepError(joining, new Error('no such\ninstance')),
};

test('a backend that cannot go, and one that is gone, is told to the Service whose it was', () => {
  const refusal = new StepError(deletion, new Error('urlMaps/web uses it'));
  const outcomes: readonly Outcome[] = [
    { outcome: 'inUse', step: deletion, refusal },
    { outcome: 'done', step: deletion },
  ];
  expect(serviceEvents(cluster, outcomes, namer)).toEqual([
    { service: 'shop/cart', type: 'Warning', reason: 'InUse', message: expect.stringContaining('urlMaps/web uses it') },
    {
      service: 'shop/cart',
      type: 'Normal',
      reason: 'BackendDeleted',
      message: 'backendServices/k8s-be-30003--uid: nodePort 30003 is not desired',
    },
  ]);
});

test('what failed is told to each Service that it keeps from being served, and what worked for all of them to none', () => {
  expect(
    serviceEvents(cluster, [failed], namer).map(({ service, reason, message }) => [service, reason, message]),
  ).toEqual(
    ['shop/cart', 'shop/till'].map((service) => [
      service,
      'Failed',
      expect.stringContaining('failed: no such; instance'),
    ]),
  );
  expect(serviceEvents(cluster, [{ outcome: 'done', step: joining }], namer)).toEqual([]);
});

test('an annotation says what serves each port, how well where that is known, and what went wrong', () => {
  const health = new Map([[30_001, { healthy: 1, total: 2 }]]);
  const annotations = backendsAnnotations(cluster, [], health, namer);
  expect(JSON.parse(annotations.get('shop/cart') ?? '')).toEqual({
    http: { backendService: 'k8s-be-30001--uid', nodePort: 30_001, healthy: 1, total: 2 },
  });
  expect(JSON.parse(annotations.get('shop/till') ?? '')).toEqual({
    '30002': { backendService: 'k8s-be-30002--uid', nodePort: 30_002 },
  });
  expect(backendsAnnotations(cluster, [failed], health, namer).get('shop/till')).toContain('"problem":"addInstances');
});
