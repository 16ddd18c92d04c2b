import { defineConfig } from 'vitest/config';

// Sibling packages resolve to their TypeScript sources, so tests need no build.
export default defineConfig({
  ssr: { resolve: { conditions: ['@gcepool/source'] } },
});
