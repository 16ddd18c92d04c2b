import { describe, expect, test } from 'vitest';
import { LINK } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray } from '../../kernel/json.ts';

const GLOBAL = 'global/sslPolicies';
const REGIONAL = 'regions/us-east1/sslPolicies';
const FEATURE = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
const OTHER = 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256';

function stored(body: object = {}, collection = GLOBAL): JsonObject {
  const project = testProject();
  project.make('POST', collection, { name: 's', ...body });
  return project.get(`${collection}/s`);
}

describe('an SSL policy', () => {
  test.each([GLOBAL, REGIONAL])('is compatible with everything unless told otherwise: %s', (collection) => {
    const region = collection === GLOBAL ? {} : { region: `${LINK}regions/us-east1` };
    expect(stored({}, collection)).toEqual({
      kind: 'compute#sslPolicy',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 's',
      enabledFeatures: expect.any(Array),
      fingerprint: expect.any(String),
      minTlsVersion: 'TLS_1_0',
      profile: 'COMPATIBLE',
      selfLink: `${LINK}${collection}/s`,
      ...region,
    });
  });

  test('enables, profile by profile, fewer features', () => {
    const of = (body: object): readonly unknown[] => asArray(stored(body)['enabledFeatures']);
    const fips = of({ profile: 'FIPS_202205', minTlsVersion: 'TLS_1_2' });
    const [all, modern, restricted] = ['COMPATIBLE', 'MODERN', 'RESTRICTED'].map((profile) => of({ profile }));
    expect([all, modern, restricted, fips].map((features) => features?.length)).toEqual([15, 10, 6, 4]);
    for (const features of [all, modern, restricted, fips]) expect(features).toEqual(features?.toSorted());
    expect(all).toEqual(expect.arrayContaining([...(modern ?? [])]));
    expect(modern).toEqual(expect.arrayContaining([...(restricted ?? [])]));
    expect(restricted).toEqual(expect.arrayContaining([...fips]));
  });

  test('with features of its own enables those', () => {
    const policy = stored({ profile: 'CUSTOM', customFeatures: [FEATURE, OTHER] });
    expect(policy).toMatchObject({ customFeatures: [FEATURE, OTHER], enabledFeatures: [OTHER, FEATURE] });
  });

  test.each([
    [{ customFeatures: [FEATURE] }, "'resource.customFeatures'"],
    [{ profile: 'CUSTOM' }, "'resource.customFeatures'"],
    [{ profile: 'CUSTOM', customFeatures: [FEATURE, 'X'] }, "'resource.customFeatures[1]': 'X'"],
    [{ minTlsVersion: 'TLS_1_3' }, "'resource.minTlsVersion': 'TLS_1_3'"],
    [{ profile: 'FIPS_202205', minTlsVersion: 'TLS_1_1' }, "'resource.minTlsVersion': 'TLS_1_1'"],
    [{ profile: 'NONE' }, "'resource.profile'"],
  ])('is refused: %j', (body, message) => {
    expect(testProject().refusal('POST', GLOBAL, { name: 's', ...body })).toContain(message);
  });

  test('is patched under the full name of the method, and shows the features of its new profile', () => {
    const project = testProject();
    project.make('POST', GLOBAL, { name: 's' });
    const { fingerprint } = project.get(`${GLOBAL}/s`);
    const change = { profile: 'RESTRICTED', minTlsVersion: 'TLS_1_3', fingerprint };
    expect(project.finish('PATCH', `${GLOBAL}/s`, change)['operationType']).toBe('compute.sslPolicies.patch');
    expect(asArray(project.get(`${GLOBAL}/s`)['enabledFeatures'])).toHaveLength(6);
  });
});

test.each([GLOBAL, REGIONAL])('every feature can be listed: %s', (collection) => {
  const { features } = testProject().get(`${collection}/listAvailableFeatures`);
  expect(features).toEqual(stored({ profile: 'COMPATIBLE' })['enabledFeatures']);
});
