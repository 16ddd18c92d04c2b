export { insertableCollections } from './accepted-fields.ts';
export type { FaultScheduleOptions } from './fault-rules.ts';
export { faults, faultSchedules } from './fault-rules.ts';
export { furnishedCloud } from './furnished-cloud.ts';
export type { HistoryOptions } from './histories.ts';
export { histories } from './histories.ts';
export { inserts, resources } from './resources.ts';
