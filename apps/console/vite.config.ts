import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: 'dist',
    // The files of the page lie side by side in one folder, which is all that a server serves of the package.
    assetsDir: 'console',
    assetsInlineLimit: 0,
    // Browsers know of it by now.
    modulePreload: { polyfill: false },
    target: 'es2023',
    // Of what is bundled, which asks that its notices go with it.
    license: { fileName: 'licenses.md' },
    // A page for simulators, and one for loops of the pool.
    rolldownOptions: { input: { index: 'index.html', loop: 'loop.html' } },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
