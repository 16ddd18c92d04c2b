import { expect, test } from 'vitest';
import { apiVersions, modelOf } from './models.ts';

test.each(apiVersions)('paths and look-ups by id of %s are those of its methods', (version) => {
  const { methods, methodPaths, findMethod } = modelOf(version);
  expect(methodPaths).toEqual(methods.map(({ id, httpMethod, path }) => ({ id, httpMethod, path })));
  expect(methods.filter((method) => findMethod(method.id) !== method)).toEqual([]);
});

test('what a version does not have is not found', () => {
  expect(modelOf('v1').findMethod('networks.undelete')).toBeUndefined();
  expect(modelOf('beta').findMethod('reservationBlocks.getIamPolicy')).toBeDefined();
  expect(modelOf('alpha').findMethod('reservationBlocks.getIamPolicy')).toBeUndefined();
  expect(modelOf('alpha').findMethod('-reservationBlocks.getIamPolicy')).toBeUndefined();
  expect(modelOf('beta').findSchema('-ResourceMetadata')).toBeUndefined();
});
