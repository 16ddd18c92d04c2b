import { describe, expect, test } from 'vitest';
import {
  alreadyExists,
  badRequest,
  conditionNotMet,
  invalid,
  inUse,
  notFound,
  notReady,
  notSimulated,
  required,
} from './refusal.ts';

const path = 'projects/p/global/healthChecks/h';

describe('the error envelope', () => {
  test.each([
    [notFound(path), 404, 'notFound', `The resource '${path}' was not found`],
    [alreadyExists(path), 409, 'alreadyExists', `The resource '${path}' already exists`],
    [notReady(path), 400, 'resourceNotReady', `The resource '${path}' is not ready`],
    [required('resource.name'), 400, 'required', "Required field 'resource.name' not specified"],
    [
      inUse('health_check', path, 'projects/p/global/backendServices/b'),
      400,
      'resourceInUseByAnotherResource',
      `The health_check resource '${path}' is already being used by 'projects/p/global/backendServices/b'`,
    ],
  ])('of the service has code, message and errors, and nothing else: %j', (refusal, code, reason, message) => {
    expect(refusal.status).toBe(code);
    expect(refusal.body).toEqual({ error: { code, message, errors: [{ message, domain: 'global', reason }] } });
  });

  test('of a failed condition names the header', () => {
    expect(conditionNotMet('Invalid fingerprint.').body).toEqual({
      error: {
        code: 412,
        message: 'Invalid fingerprint.',
        errors: [
          {
            message: 'Invalid fingerprint.',
            domain: 'global',
            reason: 'conditionNotMet',
            location: 'If-Match',
            locationType: 'header',
          },
        ],
      },
    });
  });

  test('of the front end has a status as well', () => {
    expect(badRequest('No.').body).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT' } });
    expect(notSimulated('It').body).toMatchObject({ error: { code: 501, status: 'UNIMPLEMENTED' } });
  });
});

describe('the value in the message of an invalid field', () => {
  test.each([
    [undefined, ''],
    [null, ''],
    ['', ''],
    ['Bad_Name', 'Bad_Name'],
    [0.05, '0.05'],
    [false, 'false'],
    [{ group: 'g' }, '{  "group": "g"}'],
    [
      { group: 'projects/p/regions/europe-west2/networkEndpointGroups/a-long-name-of-a-network-endpoint-group' },
      '{  "group": "projects/p/regions/europe-west2/networkEndpointGroups/a-long-name-of-a-network-endpoint...',
    ],
  ])('%j is printed as %j', (value, printed) => {
    expect(invalid('resource.x', value, 'Why.').message).toBe(
      `Invalid value for field 'resource.x': '${printed}'. Why.`,
    );
  });
});
