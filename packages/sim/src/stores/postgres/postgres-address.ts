import { show } from '../../read-fields.ts';

/** Where a cloud is kept in PostgreSQL. */
export interface PostgresAddress {
  /** With the password, for the driver alone. */
  readonly connectionString: string;
  /** For people: without the password, and whatever else follows the name of the database. */
  readonly shown: string;
  readonly table: string;
}

const CLOUD = /^[a-z][a-z0-9_]{0,39}$/;
const DEFAULT_CLOUD = 'cloud';

/** Whether a text means a database rather than a folder. */
export const isPostgresUrl = (text: string): boolean => /^postgres(?:ql)?:\/\//i.test(text);

/** @throws TypeError for what is no such URL; its message does not show what was given, for there may be a password in it */
export function postgresAddress(url: string): PostgresAddress {
  if (typeof url !== 'string' || !isPostgresUrl(url)) {
    throw new TypeError('the address of a database is a URL such as postgres://user:password@host:5432/database');
  }
  const parsed = parse(url);
  const cloud = parsed.searchParams.get('cloud') ?? DEFAULT_CLOUD;
  parsed.searchParams.delete('cloud');
  if (!CLOUD.test(cloud)) {
    throw new TypeError(
      `cloud: a name of up to 40 small letters, digits and _, which begins with a letter; got ${show(cloud)}`,
    );
  }
  const user = parsed.username === '' ? '' : `${parsed.username}@`;
  const named = cloud === DEFAULT_CLOUD ? '' : `?cloud=${cloud}`;
  return {
    connectionString: parsed.href,
    shown: `postgres://${user}${parsed.host}${parsed.pathname}${named}`,
    table: `gcepool_${cloud}`,
  };
}

function parse(url: string): URL {
  try {
    return new URL(url);
  } catch {
    // What it says of it has all of it in it.
    throw new TypeError(
      'the address of the database cannot be read: it is a URL such as postgres://user:password@host:5432/database, in which characters such as @, / and # of a password are written as %40, %2F and %23',
    );
  }
}
