import process from 'node:process';
import type { Simulator } from '@gcepool/sim';
import type { LargeResource } from './large-resources/index.ts';
import { populated, send } from './populated.ts';

/** What one change takes of the processors, and the read that ends its operation, in microseconds. */
export interface PatchCosts {
  readonly small: number;
  readonly large: number;
}

/** So many rounds go in a row: together they take less time than the machine gives a process at once. */
const ROUNDS_IN_ROW = 5;
/** Rows to warm up. */
const WARM_UP = 15;

/** The least tenth of rows that alternate between a small resource and a large one. */
export function patchCosts(resource: LargeResource, rows: number): PatchCosts {
  const small: number[] = [];
  const large: number[] = [];
  const both = [
    [made(resource, resource.small), small],
    [made(resource, resource.large), large],
  ] as const;
  for (let row = 0; row < WARM_UP + rows; row++) {
    for (const [simulator, times] of both) {
      const time = timeOfRow(simulator, resource, row);
      if (row >= WARM_UP) times.push(time);
    }
  }
  return { small: leastTenth(small), large: leastTenth(large) };
}

function made(resource: LargeResource, size: number): Simulator {
  const simulator = populated(0);
  resource.make(size, (method, path, body) => {
    send(simulator, method, path, body);
    settle(simulator);
  });
  return simulator;
}

function timeOfRow(simulator: Simulator, resource: LargeResource, row: number): number {
  const rounds = Array.from({ length: ROUNDS_IN_ROW }, (_, index) => row * ROUNDS_IN_ROW + index);
  const changes = rounds.flatMap((round) => resource.change(round));
  const before = process.cpuUsage();
  for (const [method, path, body] of changes) {
    send(simulator, method, path, body);
    settle(simulator);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / changes.length;
}

/** A read, which ends what runs. */
const settle = (simulator: Simulator): void => send(simulator, 'GET', '/global/healthChecks/hc');

const leastTenth = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 10)] ?? Number.NaN;
