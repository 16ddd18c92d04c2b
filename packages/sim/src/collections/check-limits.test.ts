import type { ApiVersion } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api';
import { expect, test } from 'vitest';
import type { Refusal } from '../kernel/refusal.ts';
import type { JsonObject } from '../kernel/json.ts';
import { template } from '../../test/machines.ts';
import { testProject } from '../../test/test-project.ts';
import { checkLimits } from './check-limits.ts';
import { documentedLimits } from './documented-limits.ts';
import type { TextForm } from './text-forms.ts';
import { FOUR_HOUR_WINDOW, NAME, TIME_ZONE, TIMESTAMP, URI_PATH } from './text-forms.ts';

/** The first version whose schema has the field. */
function versionWith(schemaName: string, field: string): ApiVersion {
  const found = apiVersions.find((version) => modelOf(version).findSchema(schemaName)?.properties[field] !== undefined);
  if (found === undefined) throw new Error(`No version has ${schemaName}.${field}`);
  return found;
}

function told(value: JsonObject, schemaName: string): string | undefined {
  try {
    checkLimits(value, schemaName, { model: modelOf(versionWith(schemaName, Object.keys(value)[0] ?? '')) });
    return undefined;
  } catch (refusal) {
    return (refusal as Refusal).message; // Nothing else is thrown.
  }
}

test.each(Object.entries(documentedLimits))('%s keeps within its limits', (name, limit) => {
  if (limit.of === 'form') return expectForm(name, limit);
  const { of, most } = limit;
  const least = limit.of === 'items' ? 0 : limit.least;
  const [schemaName = '', field = ''] = name.split('.');
  const sized = (size: number): number | string | string[] => {
    if (of === 'length') return 'x'.repeat(size);
    return of === 'items' ? Array.from({ length: size }, () => 'x') : size;
  };
  for (const size of [least, most]) expect(told({ [field]: sized(size) }, schemaName)).toBeUndefined();
  // A text or a list cannot be shorter than nothing, and the empty text stands for an absent one.
  const isNumber = of === 'number' || of === 'fraction';
  for (const size of isNumber ? [least - 1, most + 1] : [most + 1]) {
    expect(told({ [field]: sized(size) }, schemaName)).toContain(`'resource.${field}'`);
  }
});

/** No form fits a text of spaces, and the empty text stands for an absent one. */
function expectForm(name: string, { explanation }: TextForm): void {
  const [schemaName = '', field = ''] = name.split('.');
  const { properties } = modelOf(versionWith(schemaName, field)).schema(schemaName);
  const isList = properties[field]?.type === 'array';
  expect(told({ [field]: isList ? [''] : '' }, schemaName)).toBeUndefined();
  const place = isList ? `${field}[0]` : field;
  const message = `Invalid value for field 'resource.${place}': '  '. ${explanation}`;
  expect(told({ [field]: isList ? ['  '] : '  ' }, schemaName)).toBe(message);
}

test.each([
  [NAME, ['a', 'a-1', `a${'b'.repeat(62)}`], ['A', 'a-', '1a', `a${'b'.repeat(63)}`]],
  [URI_PATH, ['/', '/a?b=c', '/%41'], ['/a b', '/%4', '/ä']],
  [TIMESTAMP, ['2027-01-05T00:00:00Z', '2027-01-05T00:00:00.5-08:00'], ['2027-01-05', '2027-13-05T00:00:00Z']],
  [TIME_ZONE, ['UTC', 'America/New_York', 'Etc/GMT+1'], ['Mars/Olympus', '+01:00']],
  [FOUR_HOUR_WINDOW, ['00:00', '20:00', '13:00-5'], ['01:00', '04:30', '24:00']],
])('a form fits what it describes, and nothing else: %o', ({ fits }, good, bad) => {
  expect([good.filter((text) => !fits(text)), bad.filter(fits)]).toEqual([[], []]);
});

test('what stands in a map is held to its limits, and its keys are no fields', () => {
  const policy = { scalingSchedules: { timeZone: { timeZone: 'Mars' } } };
  expect(told(policy, 'AutoscalingPolicy')).toContain("'resource.scalingSchedules[timeZone].timeZone': 'Mars'");
});

test('what is shared with a value that was checked before is not looked at, and the rest is named by where it stands', () => {
  const [late, early] = [{ name: 'x'.repeat(2000) }, { name: 'y'.repeat(2000) }];
  const toldBeside = (filterLabels: JsonObject[], before: JsonObject[]): string => {
    const filters = (labels: JsonObject[]): JsonObject => ({ metadataFilters: [{ filterLabels: labels }] });
    try {
      checkLimits(filters(filterLabels), 'ForwardingRule', { model: modelOf('v1'), before: filters(before) });
      return 'nothing';
    } catch (refusal) {
      return (refusal as Refusal).message; // Nothing else is thrown.
    }
  };
  expect(toldBeside([late, early], [late, early])).toBe('nothing');
  expect(toldBeside([late, { name: 'n' }, early], [late, early])).toBe('nothing');
  expect(toldBeside([late, { name: 'z'.repeat(2000) }], [late, early])).toContain(
    'resource.metadataFilters[0].filterLabels[1].name',
  );
});

test('a field is named by where it stands, and its bounds as its numbers are', () => {
  const project = testProject();
  project.make('POST', 'global/backendServices', { name: 'b', loadBalancingScheme: 'EXTERNAL_MANAGED' });
  const faultInjectionPolicy = { abort: { httpStatus: 503, percentage: 100.5 } };
  const defaultService = 'global/backendServices/b';
  const body = { name: 'm', defaultService, defaultRouteAction: { faultInjectionPolicy } };
  expect(project.refusal('POST', 'global/urlMaps', body)).toBe(
    "400 Invalid value for field 'resource.defaultRouteAction.faultInjectionPolicy.abort.percentage': '100.5'. Must be less than or equal to 100.0",
  );
  project.make('POST', 'global/urlMaps', { name: 'm', defaultService });
  expect(project.refusal('PATCH', 'global/urlMaps/m', body)).toContain('.abort.percentage');
});

test('a field that only a later version has keeps within its limits too', () => {
  const beta = testProject({}, 'p1', 'beta');
  const path = 'regions/us-east1/networkPolicies';
  beta.make('POST', path, { name: 'p' });
  const rule = { priority: 1, action: { dscpMode: 'CUSTOM', dscpValue: 64 } };
  expect(beta.refusal('POST', `${path}/p/addTrafficClassificationRule`, rule)).toMatch(
    /^400 Invalid value for field 'resource.action.dscpValue': '64'/,
  );
  beta.make('POST', 'global/instanceTemplates', template('t'));
  const updatePolicy = { minReadySec: 3601 };
  const manager = { name: 'm', instanceTemplate: 'global/instanceTemplates/t', targetSize: 0, updatePolicy };
  expect(beta.refusal('POST', 'zones/us-east1-b/instanceGroupManagers', manager)).toMatch(/minReadySec': '3601'/);
});
