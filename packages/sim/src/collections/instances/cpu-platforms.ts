import { nameOf } from '../../kernel/resource-path.ts';
import { seriesOf } from '../machine-series.ts';

/** What runs an instance of that machine type. @param machineType link or name */
export const cpuPlatformOf = (machineType: string): string =>
  seriesOf(nameOf(machineType))?.cpuPlatform ?? 'Intel Broadwell';

/** The least platform that is chosen; undefined where the choice is left to the service, which clients spell in many ways. */
export const chosenPlatform = (platform: string | undefined): string | undefined =>
  platform === '' || platform?.toLowerCase() === 'automatic' ? undefined : platform;

/** What an instance shows that nothing runs (observed). */
export const NO_CPU_PLATFORM = 'Unknown CPU Platform';
