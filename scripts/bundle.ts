/**
 * `node ../../scripts/bundle.ts [--sourcemap] [--inline PACKAGE]… [NAME…]` in a package: importing hundreds of small files takes
 * longer than running them, so what is published of some packages is a few large ones: its entry points, and by itself what else is
 * named, with the packages that are to be inlined and their licenses. Where an entry point has a file for `require`, it is made too.
 */
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type BuildOptions } from 'rolldown';
import { takenNodeModules } from './taken-node-modules.ts';

const { values, positionals } = parseArgs({
  options: { sourcemap: { type: 'boolean', default: false }, inline: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});

interface Target {
  readonly '@gcepool/source': string;
  readonly require?: { readonly default: string };
  readonly default: string;
}

// The shape is npm's, and what is relied on here is checked by the packing of the tarballs.
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly exports: Readonly<Record<string, Target | string>>;
};
const targets = Object.values(manifest.exports).filter((target) => typeof target !== 'string');

/** Entry points of package.json, by the name of their file in `dist/bundle`. */
function inputs(fileOf: (target: Target) => string | undefined, extension: string): Record<string, string> {
  const input: Record<string, string> = {};
  for (const target of targets) {
    const bundle = new RegExp(`^\\./dist/bundle/(.+)\\.${extension}$`).exec(fileOf(target) ?? '')?.[1];
    if (bundle !== undefined)
      input[bundle] = target['@gcepool/source'].replace('./src/', './dist/').replace(/\.ts$/, '.js');
  }
  return input;
}

const output = {
  dir: 'dist/bundle',
  // Who reads a declaration has its comments; who runs this would only have them parsed.
  comments: { jsdoc: false },
  // A single character beyond Latin doubles what the text of its file takes in memory.
  charset: 'ascii',
} as const;

rmSync(output.dir, { recursive: true, force: true });

const modules: BuildOptions = {
  external: (id) => /^(?![./])/.test(id) && !values.inline.includes(id),
  platform: 'node',
  plugins: [takenNodeModules()],
};
const entryPoints = inputs((target) => target.default, 'js');
if (Object.keys(entryPoints).length > 0) {
  await build({ ...modules, input: entryPoints, output: { ...output, sourcemap: values.sourcemap } });
}
for (const name of positionals) {
  const file = `dist/${name}.js`;
  // What it loads at once is one file beside it: itself it may be waiting for others, which would wait for it.
  const groups = [{ name: 'shared', tags: ['$initial' as const], test: (id: string) => id !== resolve(file) }];
  await build({
    ...modules,
    input: { [name]: file },
    output: { ...output, sourcemap: values.sourcemap, codeSplitting: { groups } },
  });
}

for (const name of values.inline) {
  copyFileSync(new URL(`../node_modules/${name}/LICENSE`, import.meta.url), `${output.dir}/${name}.LICENSE`);
}

const commonJs = inputs((target) => target.require?.default, 'cjs');
if (Object.keys(commonJs).length > 0) {
  await build({
    input: commonJs,
    // Packages of this repository are ES modules.
    external: /^(?![./]|@gcepool\/)/,
    platform: 'node',
    output: { ...output, format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
  });
}
