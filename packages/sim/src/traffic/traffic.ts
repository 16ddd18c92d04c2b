import { LATEST } from '../simulation/clock.ts';
import type { Call, OperationFate } from '../collections/call.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { State } from '../kernel/state.ts';
import { seedOf } from '../kernel/token.ts';
import type { ApiRequest } from '../api/request.ts';
import { methodIdOf } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { withText } from '../api/with-text.ts';
import { refused } from '../api/response.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { LoggedCalls } from './calls.ts';
import { Chance } from './chance.ts';
import type { ReadFault } from './fault.ts';
import { KeptExchanges } from './exchanges.ts';
import { FaultRules } from './faults.ts';
import { keptRead, keptRequest, keptUnread } from './kept-request.ts';
import type { KeptTraffic } from './kept-traffic.ts';
import type { AnsweredInstead } from './logged-call.ts';
import { loggedCall, unreadCall } from './logged-call.ts';
import type { CallNeeds } from './permissions-of-calls.ts';
import { LatencyRules } from './operation-latency.ts';
import { TokenBuckets } from './rate-limits.ts';
import { StaleReads } from './staleness.ts';
import { ToldCalls } from './told-calls.ts';
import type { TrafficOptions } from './traffic-options.ts';
import { answerWithout } from './unreachable.ts';
import type { Access } from '../iam/access.ts';
import { emailOf, type Principal } from '../iam/member.ts';

/** What all traffic of a simulator has in common. */
export interface TrafficRules {
  readonly options: TrafficOptions;
  readonly seed: number;
  /** Whether time passes by itself, so that what is late must be waited for. */
  readonly isRealTime: boolean;
  /** Absent where everybody may do everything. */
  readonly access: Access | undefined;
  readonly needs: CallNeeds;
}

/** What happens between clients and a simulation, and the record of it. No part of the cloud's state. */
export class Traffic {
  readonly faults: FaultRules;
  readonly latency: LatencyRules;
  readonly rateLimits: TokenBuckets;
  readonly staleness: StaleReads;
  readonly calls: LoggedCalls;
  readonly exchanges: KeptExchanges = new KeptExchanges();
  readonly #rules: TrafficRules;
  readonly #told: ToldCalls;
  /** Who answers the call at hand, where the service as it is does not. */
  #instead: AnsweredInstead | undefined;

  /** @param state gives the state of the simulation at any later time */
  constructor(rules: TrafficRules, state: () => State, parent?: Traffic) {
    const { faults = [], latency = [], rateLimits = [], staleness = {}, callLog } = rules.options;
    const chance = (purpose: string): Chance => new Chance(seedOf(`${rules.seed} ${purpose}`));
    this.#rules = rules;
    this.faults = parent?.faults.fork() ?? new FaultRules(faults, chance('faults'));
    this.latency = parent?.latency.fork() ?? new LatencyRules(latency, chance('latency'));
    this.rateLimits = parent?.rateLimits.fork() ?? new TokenBuckets(rateLimits);
    this.staleness = parent?.staleness.fork(state) ?? new StaleReads(staleness, chance('staleness'), state);
    this.calls = parent?.calls.fork(state) ?? new LoggedCalls(callLog, state, rules.needs);
    this.#told = new ToldCalls(this.calls, this.exchanges, rules.options.onCall);
  }

  /** The same rules and counts, going on by themselves around another simulation. */
  fork(state: () => State): Traffic {
    return new Traffic(this.#rules, state, this);
  }

  /** The rules and how far they have come; what is logged is no part of it. */
  kept(): KeptTraffic {
    return {
      faults: this.faults.kept(),
      latency: this.latency.kept(),
      rateLimits: this.rateLimits.kept(),
      staleness: this.staleness.kept(),
    };
  }

  /** Goes on from what {@link kept} gave. */
  bring({ faults, latency, rateLimits, staleness }: KeptTraffic): void {
    this.faults.bring(faults);
    this.latency.bring(latency);
    this.rateLimits.bring(rateLimits);
    this.staleness.bring(staleness);
  }

  /** Tells nobody of the calls that `run` makes. @returns what does, once it is clear that they took place */
  untold(run: () => void): () => void {
    return this.#told.untold(run);
  }

  /** Looks on from now on at what is written in a simulation, the one whose state it is given. */
  watch(simulation: Simulation): void {
    simulation.onWrite = (project, time) => this.staleness.remember(project, time);
    this.staleness.begin();
    this.calls.begin();
  }

  /** Everything is as the options gave it. */
  reset(): void {
    const { faults = [], latency = [], rateLimits = [], staleness = {} } = this.#rules.options;
    this.faults.restart(faults);
    this.latency.restart(latency);
    this.rateLimits.restart(rateLimits);
    this.staleness.restart(staleness);
    this.calls.clear();
    this.exchanges.clear();
  }

  /** Takes a request that comes at `now` to the simulation, and its answer back. */
  handle(simulation: Simulation, asked: ApiRequest, now: number | undefined): ApiResponse {
    const { access } = this.#rules;
    const sent = withText(asked);
    let request = sent;
    let call: Call;
    try {
      if (access === undefined) call = simulation.read(request);
      else {
        const principal = access.callerOf(sent);
        request = sentBy(principal, sent);
        call = { ...simulation.read(request), caller: access.caller(principal, () => simulation.state) };
      }
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      // Whose it is was not known yet.
      const instead = access !== undefined && request === sent ? 'permission' : undefined;
      return this.#logUnread(simulation, request, refusal, instead);
    }
    const { last, count } = simulation.journal;
    this.#instead = undefined;
    const outcome = this.#outcomeOf(simulation, call, request, now);
    const kept = keptRequest(call, request, simulation, last);
    return this.#log(simulation, call, request, outcome, kept, count);
  }

  /** What the service says, and what of it arrives. */
  #outcomeOf(simulation: Simulation, call: Call, request: ApiRequest, now: number | undefined): Outcome {
    const matched = this.faults.isEmpty ? undefined : this.faults.find(call, request);
    if (matched !== undefined) {
      const { fault, met } = matched;
      const [answered, isMet] = this.#answerWith(fault, simulation, call, request, now);
      if (!isMet) return { answered, response: answered, fault: undefined };
      met();
      return { answered, response: this.#deliver(fault, answered, simulation), fault: fault.kind };
    }
    const answered = this.#answer(simulation, call, request, now, undefined);
    return { answered, response: answered, fault: undefined };
  }

  /** What the service says while nothing goes wrong but what limits and staleness do. */
  #answer(
    simulation: Simulation,
    call: Call,
    request: ApiRequest,
    now: number | undefined,
    fate: OperationFate | undefined,
  ): ApiResponse {
    if (!this.rateLimits.isEmpty) {
      const refusal = this.rateLimits.take(call, now ?? simulation.state.now);
      if (refusal !== undefined) return this.#refusedBy('limit', refusal);
    }
    // What is refused changes nothing, but where time passes by itself.
    if (now !== undefined) simulation.passTime(call, now);
    const denied = this.#denied(call, simulation);
    if (denied !== undefined) return this.#refusedBy('permission', denied);
    if (now === undefined) simulation.passTime(call, now);
    const earlier = this.staleness.isOff ? undefined : this.staleness.earlier(call, simulation.state.now);
    if (earlier !== undefined) {
      this.#instead = 'earlier';
      return simulation.answerFrom(earlier, call);
    }
    return simulation.answer(call, request, now, this.latency.isEmpty ? fate : this.#fateOf(call, fate));
  }

  #refusedBy(instead: AnsweredInstead, refusal: Refusal): ApiResponse {
    this.#instead = instead;
    return refused(refusal);
  }

  /** Why a call is refused to its caller; undefined where it is not. */
  #denied(call: Call, { state }: Simulation): Refusal | undefined {
    const { caller } = call;
    return caller === undefined ? undefined : this.#rules.access?.refusalOf(call, caller.principal, state);
  }

  /** What is decided about the operation of a call: what a fault says comes first. */
  #fateOf(call: Call, fate: OperationFate | undefined): OperationFate | undefined {
    if (call.method.operationScope === undefined) return fate;
    const latencyMs = this.latency.of(call);
    return latencyMs === undefined ? fate : { latencyMs, ...fate };
  }

  /** What the service says to a request that a fault hits, and whether the fault took effect. */
  #answerWith(
    fault: ReadFault,
    simulation: Simulation,
    call: Call,
    request: ApiRequest,
    now: number | undefined,
  ): readonly [ApiResponse, boolean] {
    if (fault.kind === 'reset') return [NO_ANSWER, true];
    if (fault.response !== undefined) return [fault.response, true];
    if (fault.unreachable !== undefined) {
      const answer = (): ApiResponse => this.#answer(simulation, call, request, now, undefined);
      return [answerWithout(fault.unreachable, call, answer), true];
    }
    if (fault.kind === 'duplicate') this.#answer(simulation, call, request, now, undefined);
    const { journal } = simulation;
    const before = journal.last;
    const answered = this.#answer(simulation, call, request, now, fault.operation);
    // A mutation that is refused, or is the repetition of one, starts nothing that could go wrong.
    const isStarted = answered.status < 400 && journal.last !== before && journal.last?.kind === 'request';
    return [answered, !fault.needsMutation || isStarted];
  }

  /** Does to an answer what a fault says, on its way. */
  #deliver({ kind, latencyMs, truncateAt }: ReadFault, answered: ApiResponse, simulation: Simulation): ApiResponse {
    if (kind === 'reset' || kind === 'answerLost') return NO_ANSWER;
    const { isRealTime } = this.#rules;
    if (latencyMs > 0 && !isRealTime) simulation.advance(Math.min(simulation.state.now + latencyMs, LATEST));
    const delay = latencyMs > 0 && isRealTime ? { delayMs: latencyMs } : {};
    const end = truncateAt === undefined ? {} : { truncateAt };
    const delivery = { ...delay, ...end };
    return Object.keys(delivery).length === 0 ? answered : { ...answered, delivery };
  }

  /**
   * @param kept the request, where it is kept
   * @param before how many commands there were before it
   */
  #log(
    simulation: Simulation,
    call: Call,
    request: ApiRequest,
    { answered, response, fault }: Outcome,
    kept: ApiRequest | undefined,
    before: number,
  ): ApiResponse {
    const { journal, state } = simulation;
    const place = {
      sequence: this.calls.next,
      time: state.now,
      before,
      commands: journal.count - before,
      fault,
      kept,
      asked: kept === undefined ? keptRead(call, request) : undefined,
      instead: this.#instead,
    };
    this.#told.tell(loggedCall(place, call, request, answered, response), request, response);
    return response;
  }

  #logUnread(
    simulation: Simulation,
    request: ApiRequest,
    refusal: Refusal,
    instead: AnsweredInstead | undefined,
  ): ApiResponse {
    const response = refused(refusal);
    const { journal, state } = simulation;
    const place = {
      sequence: this.calls.next,
      time: state.now,
      before: journal.count,
      commands: 0,
      fault: undefined,
      asked: keptUnread(request),
      instead,
    };
    this.#told.tell(unreadCall(place, request, methodIdOf(request), response, refusal.ignored), request, response);
    return response;
  }
}

/** What became of a call. */
interface Outcome {
  /** What the service said. */
  readonly answered: ApiResponse;
  /** What arrives. */
  readonly response: ApiResponse;
  readonly fault: ReadFault['kind'] | undefined;
}

/** A request that says who sent it, for operations and the log. */
const sentBy = (principal: Principal, request: ApiRequest): ApiRequest => ({
  ...request,
  headers: { ...request.headers, 'x-gcepool-user': emailOf(principal) },
});

/** Nothing arrives. */
const NO_ANSWER: ApiResponse = { status: 0, headers: {}, delivery: { reset: true } };
