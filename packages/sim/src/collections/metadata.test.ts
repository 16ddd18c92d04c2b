import { expect, test } from 'vitest';
import { instance, template, ZONE } from '../../test/machines.ts';
import { testProject } from '../../test/test-project.ts';

const LARGE = 'x'.repeat(256 * 1024);

test.each([
  [
    [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ],
    /'\. Metadata has duplicate keys: a$/,
  ],
  [[{ key: 'a', value: `${LARGE}x` }], /is too large: maximum size 262144 character\(s\); actual size 262145\.$/],
  [
    [
      { key: 'a', value: LARGE },
      { key: 'b', value: LARGE },
    ],
    /(?:metadata|resource)' is too large: maximum size 524288/,
  ],
])('metadata %# is refused wherever it is sent', (items, message) => {
  const project = testProject();
  project.make('POST', `${ZONE}/instances`, instance('a'));
  const metadata = { items };
  expect(project.refusal('POST', `${ZONE}/instances`, instance('i', { metadata }))).toMatch(message);
  expect(project.refusal('POST', 'global/instanceTemplates', template('t', { metadata }))).toMatch(message);
  expect(project.refusal('POST', 'setCommonInstanceMetadata', metadata)).toMatch(message);
  const { fingerprint } = Object(project.get(`${ZONE}/instances/a`)['metadata']);
  expect(project.refusal('POST', `${ZONE}/instances/a/setMetadata`, { ...metadata, fingerprint })).toMatch(message);
});

test('a value may be empty', () => {
  const project = testProject();
  const metadata = { items: [{ key: 'startup-script', value: '' }] };
  project.make('POST', `${ZONE}/instances`, instance('i', { metadata }));
  project.make('POST', 'global/instanceTemplates', template('t', { metadata }));
  project.make('POST', 'setCommonInstanceMetadata', metadata);
  expect(project.get(`${ZONE}/instances/i`)['metadata']).toMatchObject(metadata);
});
