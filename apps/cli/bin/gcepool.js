#!/usr/bin/env node
// Plain JavaScript that every Node can parse, so that an old one gets a sentence and not a SyntaxError.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isAtLeast = (wantedMajor, wantedMinor) => major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);

if (isAtLeast(22, 12)) await start();
else {
  refuse(
    `needs Node.js 22.12 or newer, and this is ${process.versions.node}; install a newer one or run it through npx`,
  );
}

async function start() {
  // An `import` of `node:fs` reads all that it exports, and with that loads much that no start needs.
  const { existsSync } = process.getBuiltinModule('node:fs');
  const { registerHooks } = process.getBuiltinModule('node:module');
  const bundle = (name) => new URL(`../dist/bundle/${name}.js`, import.meta.url);
  const built = bundle('main');
  // With the condition that stands for sources on the command line, what is built is left aside; and type checking alone
  // leaves no bundle of the simulator behind.
  const isBuilt =
    existsSync(built) &&
    !process.execArgv.includes('--conditions=@gcepool/source') &&
    existsSync(new URL(import.meta.resolve('@gcepool/sim')));

  if (isBuilt) {
    const { keepCompiled } = await import(bundle('compile-cache').href);
    keepCompiled();
    await import(built.href);
  } else if (!process.features.typescript || !registerHooks) {
    refuse(
      `is not built yet, and Node.js ${process.versions.node} cannot run its TypeScript sources; run "npm run build"`,
    );
  } else {
    // A working tree that was not built: every sibling package resolves to its sources as well.
    registerHooks({
      resolve: (specifier, context, next) =>
        next(specifier, { ...context, conditions: [...context.conditions, '@gcepool/source'] }),
    });
    await import(new URL('../src/main.ts', import.meta.url).href);
  }
}

function refuse(message) {
  process.stderr.write(`gcepool: ${message}\n`);
  process.exitCode = 1;
}
