import process from 'node:process';
import { own } from '../kernel/own.ts';
import { readFields, readText, show } from '../read-fields.ts';
import type { Incident, Schedule } from './incident.ts';

/** For which test runner a test is written. */
export type TestRunner = 'vitest' | 'jest' | 'node:test';

/** Where a pasted test finds what it runs. */
export interface TestSource {
  /** The module that exports the program and its options, as the test imports it. */
  readonly module: string;
  /** The name under which it exports the program. Default: `program`. */
  readonly program?: string;
  /** The name under which it exports the options of the exploration. Default: `options`. */
  readonly options?: string;
  /** For which runner the test is written. Default: the one that runs, or `node:test`. */
  readonly runner?: TestRunner;
}

const HEADS: Readonly<Record<TestRunner, string>> = {
  vitest: "import { test } from 'vitest';",
  jest: '',
  'node:test': "import { test } from 'node:test';",
};

const FIELDS = ['module', 'program', 'options', 'runner'] as const;

/** @throws TypeError for what makes no sense, naming the field */
export function readSource(value: unknown): TestSource {
  const fields = readFields(value, 'source', FIELDS);
  readText(fields['module'], 'source.module');
  for (const name of ['program', 'options']) {
    const named = own(fields, name);
    if (named !== undefined) readText(named, `source.${name}`);
  }
  const { runner } = fields;
  if (runner !== undefined && !(typeof runner === 'string' && Object.hasOwn(HEADS, runner)))
    throw new TypeError(`source.runner must be one of ${Object.keys(HEADS).join(', ')}; got ${show(runner)}`);
  return fields as unknown as TestSource; // each field was looked at
}

/** A test that runs a program under one schedule, and fails as long as an invariant does not hold then. */
export function testText(
  schedule: Schedule,
  seed: string,
  title: string,
  { module, program = 'program', options = 'options', runner = presentRunner() }: TestSource,
): string {
  const names = [program, options].toSorted().join(', ');
  const head = [
    ...(HEADS[runner] === '' ? [] : [HEADS[runner]]),
    "import { explore } from '@gcepool/sim/explore';",
    `import { ${names} } from ${quoted(module)};`,
  ];
  return [
    ...(runner === 'jest' ? head.map(asRequire) : head),
    '',
    `test(${quoted(title)}, async () => {`,
    `  await explore(${program}, { ...${options}, seed: ${quoted(seed)}, only: [`,
    ...schedule.map((incident) => `    ${incidentText(incident)},`),
    '  ] });',
    '});',
  ].join('\n');
}

const incidentText = ({ call, method, kind }: Incident): string =>
  `{ call: ${call}, method: ${quoted(method)}, kind: ${quoted(kind)} }`;

const asRequire = (line: string): string => line.replace(/^import (\{.*\}) from (.*);$/, 'const $1 = require($2);');

const quoted = (text: string): string =>
  `'${text.replaceAll(/['\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}'`;

/** The runner that runs this, or the one that is always there. */
function presentRunner(): TestRunner {
  if (process.env['VITEST'] !== undefined) return 'vitest';
  return process.env['JEST_WORKER_ID'] === undefined ? 'node:test' : 'jest';
}
