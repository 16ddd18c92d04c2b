import { expect, test, vi } from 'vitest';
import { GceError } from './gce-error.ts';

const parts = { code: 404, reason: 'notFound', method: 'zones.get', resource: 'projects/p/zones/z', detail: 'no' };

test('instanceof holds across copies of the module', async () => {
  vi.resetModules();
  const { GceError: OtherCopy } = await import('./gce-error.ts');
  expect(OtherCopy).not.toBe(GceError);
  expect(new OtherCopy(parts)).toBeInstanceOf(GceError);
  expect(new GceError(parts)).toBeInstanceOf(OtherCopy);
});

test.each([new Error('no'), { code: 404 }, 'no', null, undefined])('%s is no GceError', (value) => {
  expect(value instanceof GceError).toBe(false);
});

test('what is not known is absent', () => {
  const error = new GceError({ ...parts, reason: undefined });
  expect('reason' in error).toBe(false);
  expect('operationErrorCode' in error).toBe(false);
  expect('cause' in error).toBe(false);
  expect(error.stack).toContain('GceError: zones.get of projects/p/zones/z: no');
});
