export type { KeptSettings } from './store.ts';
export type { DataOptions, SimulatorData } from './open-data.ts';
export { openData } from './open-data.ts';
export type { Kept, KeptCommand, Store } from './store.ts';
