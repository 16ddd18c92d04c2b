import { nameOf } from '../../kernel/resource-path.ts';
import { seriesOf } from '../machine-series.ts';

/** What runs an instance of that machine type. @param machineType link or name */
export const cpuPlatformOf = (machineType: string): string =>
  seriesOf(nameOf(machineType))?.cpuPlatform ?? 'Intel Broadwell';

/** Whether a least platform leaves the choice to the service; clients spell it in many ways. */
export const isAutomatic = (platform: string | undefined): boolean => platform?.toLowerCase() === 'automatic';

/** What an instance shows that nothing runs (observed). */
export const NO_CPU_PLATFORM = 'Unknown CPU Platform';
