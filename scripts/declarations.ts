/**
 * `npm run declarations`: rolls the declarations of every entry point up into one readable file, and writes down in
 * docs/public-api what each of them shows, so that a review sees every change of the public face.
 */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import type { EntryPoint } from './entry-points.ts';
import { entryPointsOf } from './entry-points.ts';

const root = resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'gcepool-declarations-'));

function rollUp({ folder, name, compiled, published, forRequire }: EntryPoint): void {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, folder, 'package.json'),
    configObject: {
      newlineKind: 'lf',
      projectFolder: join(root, folder),
      mainEntryPointFilePath: join(root, folder, compiled),
      compiler: { overrideTsconfig: compilerOptions(join(root, folder, compiled)) },
      apiReport: {
        enabled: true,
        reportFolder: join(root, 'docs/public-api'),
        reportTempFolder: scratch,
        reportFileName: `${name}.api.md`,
      },
      dtsRollup: { enabled: true, untrimmedFilePath: join(root, folder, published) },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      },
    },
  });
  const result = Extractor.invoke(config, { localBuild: true, messageCallback: quiet });
  if (result.errorCount > 0) throw new Error(`${name}: the declarations in ${folder}/dist have errors`);
  if (forRequire === undefined) return;
  const declarations = readFileSync(join(root, folder, published), 'utf8');
  writeFileSync(join(root, folder, forRequire), forCommonJs(declarations));
}

/** TypeScript before 5.8 lets CommonJS have the types of an ES module only if it is told that these are meant. */
const forCommonJs = (declarations: string): string =>
  declarations.replace(/^(import type .* from '(?!node:)[^']+');$/gm, "$1 with { 'resolution-mode': 'import' };");

const compilerOptions = (file: string): object => ({
  compilerOptions: {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  },
  files: [file],
});

/** What it says by itself is about its own set-up. */
function quiet(message: { logLevel: string }): void {
  if (message.logLevel !== 'error') message.logLevel = 'none';
}

for (const entryPoint of globSync('{packages,apps}/*', { cwd: root }).toSorted().flatMap(entryPointsOf))
  rollUp(entryPoint);
rmSync(scratch, { recursive: true });
