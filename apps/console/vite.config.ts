import { defineConfig } from 'vite';

export default defineConfig({
  // The files of the page lie side by side in one folder, which is all that a server serves of the package.
  build: { outDir: 'dist', assetsDir: 'console', assetsInlineLimit: 0, modulePreload: false, target: 'es2023' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
