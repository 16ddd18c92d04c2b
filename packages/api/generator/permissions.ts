import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { givenPath } from './given-path.ts';
import { readPermissionFacts } from './permission-facts.ts';
import { permissionsSource } from './permissions-source.ts';

const [file] = parseArgs({ allowPositionals: true }).positionals;
if (file === undefined) throw new Error('Pass the file of what is known of permissions');
writeFileSync(
  new URL('../src/generated/permissions.ts', import.meta.url),
  permissionsSource(readPermissionFacts(givenPath(file))),
);
