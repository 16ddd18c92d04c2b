export type { DataOptions, SimulatorData } from './open-data.ts';
export { openData } from './open-data.ts';
export type { Kept, KeptSettings, Store } from './store.ts';
