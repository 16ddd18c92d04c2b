export type { DataOptions, SimulatorData } from './open-data.ts';
export { openData } from './open-data.ts';
export type { Kept, KeptCommand, KeptSettings, KeptState, Store } from './store.ts';
