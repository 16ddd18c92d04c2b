import { defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

// Nothing here is in the place of anything global: files may share a process, which takes a third off the time.
export default mergeConfig(shared, defineProject({ test: { include: ['src/**/*.test.ts'], isolate: false } }));
