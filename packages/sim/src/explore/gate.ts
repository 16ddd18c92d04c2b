import type { ApiRequest } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import { isForNeighbour } from '../neighbours/answer-neighbour.ts';
import type { Simulator } from '../simulator.ts';
import { changesSomething } from './changes-something.ts';
import type { FaultKindOfRun, Tampering } from './fault-kinds.ts';
import type { Incident, Schedule } from './incident.ts';
import { CRASH, SWITCH } from './incident.ts';
import type { InstanceName, RunCall } from './run.ts';

/** Who makes a call. */
export interface Caller {
  readonly instance: InstanceName;
  readonly start: number;
}

/** What becomes of a call at the gate. */
export type Passage =
  | { readonly kind: 'answered'; readonly response: ApiResponse; readonly slowMs: number }
  /** The caller is killed; nothing was done. */
  | { readonly kind: 'crash' }
  /** There have been as many calls as there may be; nothing was done. */
  | { readonly kind: 'tooMany' };

/** What all calls of a run go through: it counts them, and makes happen what the schedule says. */
export class Gate {
  readonly calls: RunCall[] = [];
  readonly #gce: Simulator;
  readonly #incidents: ReadonlyMap<number, Incident>;
  readonly #kinds: ReadonlyMap<string, FaultKindOfRun>;
  readonly #mostCalls: number;
  /** Of crashes and switches, which take no call's place, those that took place: the next call has the same number. */
  readonly #done: Set<number> = new Set();

  constructor(gce: Simulator, schedule: Schedule, kinds: ReadonlyMap<string, FaultKindOfRun>, mostCalls: number) {
    this.#gce = gce;
    this.#incidents = new Map(schedule.map((incident) => [incident.call, incident]));
    this.#kinds = kinds;
    this.#mostCalls = mostCalls;
    if (schedule.some(({ kind }) => isStale(kinds.get(kind)?.tampering))) gce.staleness.set(UP_TO_DATE);
  }

  /** How many calls were made. */
  get count(): number {
    return this.calls.length;
  }

  /** Whether it is the other instance's turn from the next call on: true once for each such call. */
  isSwitchDue(): boolean {
    const next = this.count + 1;
    if (this.#incidents.get(next)?.kind !== SWITCH || this.#done.has(next)) return false;
    this.#done.add(next);
    return true;
  }

  pass(caller: Caller, request: ApiRequest): Passage {
    // Neighbours meet no faults, and are not logged.
    if (isForNeighbour(request)) return { kind: 'answered', response: this.#gce.handle(request), slowMs: 0 };
    const number = this.count + 1;
    const incident = this.#incidents.get(number);
    if (incident?.kind === CRASH && !this.#done.has(number)) {
      this.#done.add(number);
      return { kind: 'crash' };
    }
    if (number > this.#mostCalls) return { kind: 'tooMany' };
    const mark = this.#gce.calls.mark();
    const before = incident === undefined ? undefined : this.#gce.position().commands;
    const kind = incident === undefined ? undefined : this.#kinds.get(incident.kind);
    const { response, isMet } = this.#answer(request, kind?.tampering);
    const [record] = this.#gce.calls.list(mark);
    const isUndone = isMet && before === this.#gce.position().commands;
    this.calls.push({
      number,
      instance: caller.instance,
      start: caller.start,
      method: record?.method ?? 'unknown',
      path: record?.path ?? request.url,
      isMutation: changesSomething(record?.method, request.method),
      status: record?.status ?? response.status,
      ...(record?.reason === undefined ? {} : { reason: record.reason }),
      ...operationIn(response),
      ...(incident !== undefined && isMet ? { kind: incident.kind } : {}),
      ...(isUndone ? { isUndone } : {}),
    });
    const slowMs = kind !== undefined && 'slowMs' in kind.tampering ? kind.tampering.slowMs : 0;
    return { kind: 'answered', response, slowMs };
  }

  #answer(
    request: ApiRequest,
    tampering: Tampering | undefined,
  ): { readonly response: ApiResponse; readonly isMet: boolean } {
    const { faults, staleness } = this.#gce;
    if (tampering === undefined) return { response: this.#gce.handle(request), isMet: false };
    if ('slowMs' in tampering) return { response: this.#gce.handle(request), isMet: true };
    if ('staleWrites' in tampering) {
      const writes = tampering.staleWrites;
      staleness.set({ get: { writes }, list: { writes }, aggregatedList: { writes } });
      const response = this.#gce.handle(request);
      staleness.set(UP_TO_DATE);
      return { response, isMet: true };
    }
    const rule = faults.add({ times: 1, fault: tampering.fault });
    const response = this.#gce.handle(request);
    const isMet = rule.met > 0;
    rule.remove();
    return { response, isMet };
  }
}

const isStale = (tampering: Tampering | undefined): boolean => tampering !== undefined && 'staleWrites' in tampering;

/** Writes are held on to, and no read is behind. */
const UP_TO_DATE = { get: { writes: 0 }, list: { writes: 0 }, aggregatedList: { writes: 0 } };

function operationIn({ body }: ApiResponse): Partial<Pick<RunCall, 'operation' | 'operationError' | 'operationName'>> {
  if (body?.['kind'] !== 'compute#operation') return {};
  const name = { operationName: asString(body['name']) };
  const code = asString(asObject(asArray(asObject(body['error'])['errors'])[0])['code']);
  if (code !== '') return { ...name, operation: 'FAILED', operationError: code };
  const status = asString(body['status']);
  return status === 'PENDING' || status === 'RUNNING' || status === 'DONE' ? { ...name, operation: status } : name;
}
