import { findSchema } from '@gcepool/api';
import { expect, test } from 'vitest';
import type { Refusal } from '../kernel/refusal.ts';
import type { JsonObject } from '../kernel/json.ts';
import { testProject } from '../../test/test-project.ts';
import { checkLimits } from './check-limits.ts';
import { documentedLimits } from './documented-limits.ts';

function told(value: JsonObject, schemaName: string): string | undefined {
  try {
    checkLimits(value, schemaName);
    return undefined;
  } catch (refusal) {
    return (refusal as Refusal).message; // Nothing else is thrown.
  }
}

test.each(Object.entries(documentedLimits))('%s keeps within its limits', (name, limit) => {
  const { of, most } = limit;
  const least = limit.of === 'items' ? 0 : limit.least;
  const [schemaName = '', field = ''] = name.split('.');
  expect(findSchema(schemaName)?.properties).toHaveProperty(field);
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
