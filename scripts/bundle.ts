/**
 * `node ../../scripts/bundle.ts [--sourcemap] [NAME…]` in a package: importing hundreds of small files takes longer than running
 * them, so what is published of some packages is a few large ones: its entry points, and what else is named. Where an entry point
 * has a file for `require`, it is made as well.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'rolldown';

const { values, positionals } = parseArgs({ options: { sourcemap: { type: 'boolean' } }, allowPositionals: true });

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

/** Who reads a declaration has its comments; who runs this would only have them parsed. */
const comments = { jsdoc: false };

await build({
  input: {
    ...inputs((target) => target.default, 'js'),
    ...Object.fromEntries(positionals.map((name) => [name, `dist/${name}.js`])),
  },
  external: /^(?![./])/,
  platform: 'node',
  output: { dir: 'dist/bundle', sourcemap: values.sourcemap === true, cleanDir: true, comments },
});

const commonJs = inputs((target) => target.require?.default, 'cjs');
if (Object.keys(commonJs).length > 0) {
  await build({
    input: commonJs,
    // Packages of this repository are ES modules.
    external: /^(?![./]|@gcepool\/)/,
    platform: 'node',
    output: {
      dir: 'dist/bundle',
      format: 'cjs',
      comments,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name]-[hash].cjs',
    },
  });
}
