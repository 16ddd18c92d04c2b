import { expect, test } from 'vitest';
import { reasonOfOperationErrorCode } from './reason.ts';

test.each([
  ['RESOURCE_IN_USE_BY_ANOTHER_RESOURCE', 'resourceInUseByAnotherResource'],
  ['QUOTA_EXCEEDED', 'quotaExceeded'],
  ['UNREACHABLE', 'unreachable'],
  ['IP_IN_USE_BY_ANOTHER_RESOURCE', 'ipInUseByAnotherResource'],
  ['notFound', 'notFound'],
])('%s is %s among the HTTP errors', (code, reason) => {
  expect(reasonOfOperationErrorCode(code)).toBe(reason);
});
