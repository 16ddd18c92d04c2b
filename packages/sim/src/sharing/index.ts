export type { AwaitedSimulator } from '../awaited-simulator.ts';
export type { SharedSimulator, SharedSimulatorOptions } from './shared-simulator.ts';
export { createSharedSimulator } from './shared-simulator.ts';
export type { PostgresData, PostgresOptions } from '../stores/postgres/open-postgres.ts';
export { openPostgres } from '../stores/postgres/open-postgres.ts';
export { isPostgresUrl } from '../stores/postgres/postgres-address.ts';
export type { Kept, KeptSettings, KeptState, SharedEntry, SharedStore } from '../stores/store.ts';
export type { KeptTraffic } from '../traffic/kept-traffic.ts';
