import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** What it costs to import the built package, and how large it is with what it needs. Run `npm run build` first. */
export async function run(): Promise<void> {
  const rows = ['node:http', '@gcepool/api', '@gcepool/sim', '@gcepool/sim/node'].map((name) => {
    const times = Array.from({ length: 9 }, () => importTime(name)).toSorted((a, b) => a - b);
    return `| import ${name} | ${times[4]?.toFixed(1)} ms |`;
  });
  console.log(`| | median of 9 processes |\n|---|---|\n${rows.join('\n')}`);
  const total = ['packages/api/dist', 'packages/api/src', 'packages/sim/dist', 'packages/sim/src', 'node_modules/re2js']
    .map(sizeOf)
    .reduce((a, b) => a + b, 0);
  console.log(`\nInstalled size of @gcepool/sim with its dependencies: ${(total / 1e6).toFixed(1)} MB`);
}

/** Bytes of the files that are published of a folder. */
function sizeOf(folder: string): number {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !/\.test\.|tsbuildinfo/.test(file.name))
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

function importTime(name: string): number {
  const code = `const t = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - t);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: import.meta.dirname }));
}
