export type { Clock, ClockMode } from './clock.ts';
export type { Snapshot } from './engine/snapshot.ts';
export type { FakeBackendServices, FakeCall, FakeOperation } from './fake-backend-services.ts';
export { createFakeBackendServices, FakeError } from './fake-backend-services.ts';
export type { ApiRequest } from './protocol/request.ts';
export type { ApiResponse } from './protocol/response.ts';
export type { Command } from './simulation.ts';
export type { Simulator, SimulatorOptions } from './simulator.ts';
export { createSimulator } from './simulator.ts';
