/** `npm run build -w @gcepool/sim`: importing hundreds of small files takes longer than running them, so what is published is a few large ones. */
import { build } from 'rolldown';
import manifest from '../package.json' with { type: 'json' };

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
  output: { dir: 'dist/bundle', sourcemap: true, cleanDir: true },
});
