import { expect, test } from 'vitest';
import { operationFailure, refusal } from './refusal.ts';

const subject = { method: 'backendServices.insert', resource: 'projects/p/global/backendServices/x' };

test('a refusal of the front end without an errors list is named by its details', () => {
  const text = JSON.stringify({
    error: {
      code: 400,
      message: 'Invalid resource field value in the request.',
      status: 'INVALID_ARGUMENT',
      details: [
        { '@type': 'type.googleapis.com/google.rpc.Help' },
        { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'RESOURCE_PROJECT_INVALID' },
      ],
    },
  });
  expect(refusal(subject, { status: 400, text }, undefined)).toMatchObject({
    code: 400,
    reason: 'resourceProjectInvalid',
    message: `${subject.method} of ${subject.resource}: GCE answered 400 resourceProjectInvalid: Invalid resource field value in the request.`,
  });
});

test.each(['', 'null', '[]', '"no"', '{"error":"invalid_grant"}', '{"error":{"errors":{}}}', '<p>'])(
  'the body %j leaves the status',
  (text) => {
    const error = refusal(subject, { status: 500, text }, undefined);
    expect(error.code).toBe(500);
    expect(error.reason).toBeUndefined();
  },
);

test('a long error page is cut', () => {
  const error = refusal(subject, { status: 502, text: `<p>${'x'.repeat(10_000)}</p>` }, undefined);
  expect(error.message.length).toBeLessThan(400);
});

test('an operation without an error succeeded', () => {
  expect(operationFailure(subject, { name: 'o', status: 'DONE', warnings: [{ code: 'X' }] })).toBeUndefined();
});

test('all that an operation says is told', () => {
  const errors = [
    { code: 'QUOTA_EXCEEDED', message: "Quota 'BACKEND_SERVICES' exceeded." },
    { code: 'OTHER', message: 'And more.' },
  ];
  const operation = { name: 'o', status: 'DONE', error: { errors }, httpErrorStatusCode: 403 };
  const error = operationFailure(subject, operation);
  expect(error).toMatchObject({ code: 403, reason: 'quotaExceeded', operationErrorCode: 'QUOTA_EXCEEDED' });
  expect(error?.message).toContain("Quota 'BACKEND_SERVICES' exceeded.; And more.");
  expect(error?.cause).toBe(operation);
});

test('a failed operation without a status is the fault of the server', () => {
  expect(operationFailure(subject, { name: 'o', error: { errors: [] } })).toMatchObject({ code: 500 });
});
