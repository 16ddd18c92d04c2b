/**
 * `node ../../scripts/bundle.ts [--sourcemap]` in a package: importing hundreds of small files takes longer than running them, so
 * what is published of some packages is a few large ones.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { build } from 'rolldown';

// The shape is npm's, and what is relied on is checked by the packing of the tarballs.
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly '@gcepool/source': string; readonly default: string }>>;
};

/** Every entry point of package.json, by the name of its file in `dist/bundle`. */
const input: Record<string, string> = {};
for (const target of Object.values(manifest.exports)) {
  if (typeof target === 'string') continue;
  const bundle = /^\.\/dist\/bundle\/(.+)\.js$/.exec(target.default)?.[1];
  if (bundle !== undefined)
    input[bundle] = target['@gcepool/source'].replace('./src/', './dist/').replace(/\.ts$/, '.js');
}

await build({
  input,
  external: /^(?![./])/,
  platform: 'node',
  output: { dir: 'dist/bundle', sourcemap: process.argv.includes('--sourcemap'), cleanDir: true },
});
