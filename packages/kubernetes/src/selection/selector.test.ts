import { expect, test } from 'vitest';
import { matches, parseSelector } from './selector.ts';
import type { SelectableFields } from './selector.ts';

const port: SelectableFields = {
  labels: { app: 'web', 'app.kubernetes.io/part-of': 'shop' },
  annotations: { 'example.com/pool': 'a,b=c' },
  fields: {
    'metadata.name': 'cart',
    'metadata.namespace': 'shop',
    'spec.type': 'NodePort',
    'spec.loadBalancerClass': undefined,
    'spec.ports.name': 'http',
    'spec.ports.port': '80',
    'spec.ports.nodePort': '30001',
    'spec.ports.appProtocol': undefined,
  },
};

// As `kubectl get --selector` and `--field-selector` read them.
test.each([
  ['app=web', true],
  ['app==web', true],
  ['app=db', false],
  ['app!=db', true],
  ['app!=web', false],
  ['tier!=db', true],
  ['app', true],
  ['tier', false],
  ['!tier', true],
  ['!app', false],
  ['app in (db, web)', true],
  ['app in (db)', false],
  ['app notin (db,cache)', true],
  ['tier notin (db)', true],
  ['app notin (web)', false],
  ['app=web,app.kubernetes.io/part-of=shop', true],
  ['app=web,spec.type=LoadBalancer', false],
  [' app = web , spec.type in (NodePort,LoadBalancer), !canary ', true],
  ['spec.ports.name=http', true],
  ['spec.ports.port!=80', false],
  ['metadata.namespace=shop', true],
  ['spec.loadBalancerClass', false],
  ['!spec.ports.appProtocol', true],
  ['metadata.annotations.example.com/pool', true],
  ['metadata.annotations.example.com/pool=a\\,b\\=c', true],
  ['metadata.annotations.app=web', false],
  ['metadata.labels.app=web', true],
  ['app=', false],
])('%s: %s', (text, expected) => {
  expect(matches(parseSelector(text), port)).toBe(expected);
});

test.each(['', ' ', ',', 'app=web,', 'app in web', 'app=(web)', '=web', 'a b', 'app>3'])('%j is refused', (text) => {
  expect(() => parseSelector(text)).toThrow('is no selector; write it as for kubectl');
});

test.each(['spec.selector', 'metadata.uid=1', 'spec.ports.targetPort=80', 'metadata.annotations.'])(
  '%s names no field that is known',
  (text) => {
    expect(() => parseSelector(text)).toThrow(/is no field that services are selected by; these are metadata\.name, /);
  },
);
