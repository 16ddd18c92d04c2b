import { expect, test } from 'vitest';
import { isPostgresUrl, postgresAddress } from './postgres-address.ts';

test('a cloud has a table of its own, and is shown without the password', () => {
  expect(postgresAddress('postgres://me:geheim@db.test:5433/staging?cloud=fleet_2&sslmode=verify-full')).toEqual({
    connectionString: 'postgres://me:geheim@db.test:5433/staging?sslmode=verify-full',
    shown: 'postgres://me@db.test:5433/staging?cloud=fleet_2',
    table: 'gcepool_fleet_2',
  });
  expect(postgresAddress('postgresql://db.test/staging?password=geheim')).toMatchObject({
    shown: 'postgres://db.test/staging',
    table: 'gcepool_cloud',
  });
});

test.each([
  ['postgres://me:ge#heim@db.test/staging', 'are written as %40, %2F and %23'],
  ['postgres://me:geheim@db.test:port/staging', 'cannot be read'],
  ['postgres://me:geheim@db.test/staging?cloud=Fleet;', 'cloud: a name of up to 40 small letters'],
  ['mysql://me:geheim@db.test/staging', 'is a URL such as postgres://'],
])('%s is refused, and its password is not shown', (url, message) => {
  const refusal = ((): unknown => {
    try {
      return postgresAddress(url);
    } catch (error) {
      return error;
    }
  })();
  expect(String(refusal)).toContain(message);
  expect(String(refusal)).not.toContain('heim');
});

test.each([
  ['postgres://db.test/x', true],
  ['POSTGRESQL://db.test/x', true],
  ['./postgres', false],
  ['/data', false],
])('%s means a database: %s', (text, isUrl) => {
  expect(isPostgresUrl(text)).toBe(isUrl);
});
