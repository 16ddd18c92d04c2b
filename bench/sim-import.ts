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
  const total = publishedSize('@gcepool/api') + publishedSize('@gcepool/sim') + sizeOf('node_modules/re2js');
  console.log(`\nInstalled size of @gcepool/sim with its dependencies: ${(total / 1e6).toFixed(1)} MB`);
}

/** Bytes of a package of ours as it is installed. */
function publishedSize(name: string): number {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--workspace', name], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  // One entry for each package that was asked for.
  const [packed] = JSON.parse(printed) as [{ unpackedSize: number }];
  return packed.unpackedSize;
}

function sizeOf(folder: string): number {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

function importTime(name: string): number {
  const code = `const t = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - t);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: import.meta.dirname }));
}
