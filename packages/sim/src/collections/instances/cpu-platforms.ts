import { nameOf } from '../../kernel/resource-path.ts';

/** The platform that a machine of each series gets; those that are not here get the one that most n1 machines do. */
const PLATFORMS: Readonly<Record<string, string>> = {
  a2: 'Intel Cascade Lake',
  a3: 'Intel Sapphire Rapids',
  c2: 'Intel Cascade Lake',
  c2d: 'AMD Milan',
  c3: 'Intel Sapphire Rapids',
  c3d: 'AMD Genoa',
  c4: 'Intel Emerald Rapids',
  c4a: 'Google Axion',
  g2: 'Intel Cascade Lake',
  n2: 'Intel Cascade Lake',
  n2d: 'AMD Rome',
  n4: 'Intel Emerald Rapids',
  t2a: 'Ampere Altra',
  t2d: 'AMD Milan',
};

/** What runs an instance of that machine type. @param machineType link or name */
export const cpuPlatformOf = (machineType: string): string =>
  PLATFORMS[nameOf(machineType).split('-', 1)[0] ?? ''] ?? 'Intel Broadwell';

/** What an instance shows that nothing runs (observed). */
export const NO_CPU_PLATFORM = 'Unknown CPU Platform';
