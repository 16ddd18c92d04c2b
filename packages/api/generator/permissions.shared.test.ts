import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { permissionsOfMethod, predefinedRoles } from '../src/index.ts';
import { readPermissionFacts } from './permission-facts.ts';
import { permissionsSource } from './permissions-source.ts';

const file = fileURLToPath(new URL('../../../../shared/api/compute.permissions.json', import.meta.url));
const isPresent = existsSync(file);
if (!isPresent) console.warn(`SKIPPED: ${file} is not there, so the table of permissions was compared with nothing`);

test.skipIf(!isPresent)('the committed table is what the generator makes of the facts', () => {
  const committed = readFileSync(new URL('../src/generated/permissions.ts', import.meta.url), 'utf8');
  const isSame = committed === permissionsSource(readPermissionFacts(file));
  expect(isSame, 'src/generated/permissions.ts differs: run npm run permissions -w @gcepool/api').toBe(true);
});

test.skipIf(!isPresent)('the package decodes exactly the facts', () => {
  const { methods, roles } = readPermissionFacts(file);
  for (const [id, needed] of Object.entries(methods)) {
    const expected = needed.map(({ permission, when, in: place }) =>
      place === 'query' ? { permission, query: when } : { permission },
    );
    expect({ id, needed: permissionsOfMethod(id.replace('compute.', '')) }).toEqual({ id, needed: expected });
  }
  expect(predefinedRoles().size).toBe(Object.keys(roles).length);
  for (const [name, { title, permissions }] of Object.entries(roles)) {
    const role = predefinedRoles().get(name);
    expect(role?.title).toBe(title);
    expect([...(role?.permissions ?? [])]).toEqual(permissions.toSorted());
  }
});
