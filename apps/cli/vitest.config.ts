import { configDefaults, defineProject, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

const exclude = [...configDefaults.exclude, '**/*.postgres.test.ts'];

export default mergeConfig(shared, defineProject({ test: { include: ['src/**/*.test.ts'], exclude } }));
