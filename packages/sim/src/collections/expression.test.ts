import { expect, test } from 'vitest';
import { Refusal } from '../kernel/refusal.ts';
import { checkExpression } from './expression.ts';

test.each([
  "origin.ip == '1.2.3.4' && inIpRange(origin.ip, '9.9.9.0/24')",
  "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 1})",
  "request.headers['user-agent'].matches('(?i:wordpress)')",
  "prefix('192.168.10.0/24').orLonger()",
  'accept()',
  "'10.0.0.0/8'",
  '',
  'int(request.headers["content-length"]) > 9010 ? true : !has(request.headers.cookie)',
])('%j is an expression, or none that was left out', (text) => {
  expect(() => checkExpression(text, 'resource.expression')).not.toThrow();
});

test.each(['this is (( not CEL', "request.method == 'GET' &&", "origin.ip = '1'", "origin.ip == '1"])(
  '%j is none',
  (text) => {
    let refusal: unknown;
    try {
      checkExpression(text, 'resource.expression');
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({
      status: 400,
      reason: 'invalid',
      message: expect.stringContaining(
        `Invalid value for field 'resource.expression': '${text}'. It is not a valid CEL expression: `,
      ),
    });
  },
);
