import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const ROUNDS = 15;

/** What it costs to import the built package, and how large it is with what it needs. Run `npm run build` first. */
export async function run(): Promise<void> {
  const names = ['node:http', '@gcepool/api', '@gcepool/api/models', '@gcepool/sim', '@gcepool/sim/node'];
  const imports = Array.from({ length: ROUNDS }, () => names.map((name) => importTime(name)));
  const rows = names.map((name, index) => {
    const [times = [], processor = []] = (['ms', 'processorMs'] as const).map((field) =>
      imports.map((round) => round[index]?.[field] ?? Number.NaN).toSorted((a, b) => a - b),
    );
    const middle = ROUNDS >> 1;
    return `| import ${name} | ${times[middle]?.toFixed(1)} ms | ${processor[0]?.toFixed(1)}, ${processor[middle]?.toFixed(1)} ms |`;
  });
  console.log(
    `| | median of ${ROUNDS} processes | of the processor: least, median |\n|---|---|---|\n${rows.join('\n')}`,
  );
  const others = ['re2js', '@marcbachmann/cel-js'].map((name) => sizeOf(`node_modules/${name}`));
  const total = [publishedSize('@gcepool/api'), publishedSize('@gcepool/sim'), ...others].reduce((a, b) => a + b);
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

interface ImportTime {
  readonly ms: number;
  /** Of the thread that imports. */
  readonly processorMs: number;
}

/** What the `import` itself takes in a process that is there already. */
function importTime(name: string): ImportTime {
  const code = `
    const before = performance.now(), used = process.threadCpuUsage();
    await import(${JSON.stringify(name)});
    const { user, system } = process.threadCpuUsage(used);
    console.log(performance.now() - before, (user + system) / 1000);`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  const [ms = Number.NaN, processorMs = Number.NaN] = printed.split(' ').map(Number);
  return { ms, processorMs };
}
