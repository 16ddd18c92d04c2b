import { onProjectId, projectsNamedByNumber, rememberNumber } from '../collections/projects/stored-path.ts';
import type { Call, OperationFate } from '../collections/call.ts';
import type { JsonObject } from '../kernel/json.ts';
import { asString } from '../kernel/json.ts';
import type { CommandLog, OnRecord } from '../kernel/journal.ts';
import { Journal } from '../kernel/journal.ts';
import { JournalBranch } from '../kernel/journal-branch.ts';
import type { OnWrite } from '../kernel/operation.ts';
import { completeAllOperations, completeOperations, lastDue } from '../kernel/operation.ts';
import { badRequest, Refusal } from '../kernel/refusal.ts';
import { pathOf } from '../kernel/self-link.ts';
import type { State } from '../kernel/state.ts';
import { Transaction } from '../kernel/transaction.ts';
import { dispatch } from '../api/dispatch.ts';
import { payloadText } from '../api/payload.ts';
import { render } from '../api/render.ts';
import type { ApiRequest, RequestPolicy } from '../api/request.ts';
import { readRequest } from '../api/request.ts';
import { isLater } from '../api/versioned.ts';
import type { ApiResponse } from '../api/response.ts';
import { refused, withIgnored } from '../api/response.ts';
import { isOfTable } from '../api/static-answers.ts';
import { tellSentOutputs } from '../api/sent-outputs.ts';
import type { Service } from '../api/service.ts';
import { isUnchanged, StartedProjects } from './started-projects.ts';
import type { WorldCommand } from './world-command.ts';
import { applyWorldCommand, sizeOfWorldCommand } from './world-command.ts';

/** Something that changed the state. The same commands, applied to the same state, always make the same state. */
export type Command =
  /** A request that was accepted at `now`, with what was decided about its operation, if anything was. */
  | {
      readonly kind: 'request';
      readonly now: number;
      readonly request: ApiRequest;
      readonly operation?: OperationFate;
      /** The projects that it names by number, and of which nothing may be stored. */
      readonly named?: readonly string[];
    }
  /** Time has come to `now`, and what was due until then is done. */
  | { readonly kind: 'advance'; readonly now: number }
  /** A read of `project` completed what was running there, the last of it due at `until`. */
  | { readonly kind: 'settle'; readonly project: string; readonly until: number }
  | WorldCommand;

export interface SimulationRules {
  readonly service: Service;
  readonly policy: RequestPolicy;
  readonly seed: number;
  /** Gives empty states. */
  readonly freshState: () => State;
}

/** A state and the rules by which it moves: no clock but the one in its commands, no chance but the seed. */
export class Simulation {
  readonly #rules: SimulationRules;
  #state: State;
  #journal: CommandLog<Command>;
  #started: StartedProjects;
  /** Is told of every write of a project when it is done. */
  onWrite: OnWrite | undefined;

  constructor(rules: SimulationRules, state: State, onRecord?: OnRecord<Command>) {
    this.#rules = rules;
    this.#started = new StartedProjects(rules.seed);
    this.#state = state.fork();
    this.#journal = new Journal(state, onRecord, sizeOf);
  }

  get state(): State {
    return this.#state;
  }

  get journal(): CommandLog<Command> {
    return this.#journal;
  }

  /**
   * One that goes on from here by itself, in constant time, and may be thrown away. Until it is {@link adopt}ed or thrown away this
   * one must stay as it is.
   */
  branch(onRecord: OnRecord<Command>): Simulation {
    const branch = new Simulation(this.#rules, this.#state);
    branch.#journal = new JournalBranch(trunkOf(this.#journal), onRecord);
    branch.#started = this.#started;
    branch.onWrite = this.onWrite;
    return branch;
  }

  /** Of a branch: nothing was recorded that matters. */
  forgetRecorded(): void {
    if (this.#journal instanceof JournalBranch) this.#journal.own.length = 0;
  }

  /** Comes to where a branch has come; whoever is told of commands is not told of its. */
  adopt(branch: Simulation): void {
    const journal = branch.#journal;
    if (!(journal instanceof JournalBranch))
      throw new Error('This is a bug of the simulator: what is adopted is no branch');
    this.#state = branch.#state;
    trunkOf(this.#journal).recordAll(journal.own, this.#state);
  }

  /** Routes and checks a request. @throws Refusal for what is refused before any resource is looked at */
  read(request: ApiRequest): Call {
    return tellSentOutputs(onProjectId(readRequest(request, this.#rules.policy), this.#state), this.#state);
  }

  /** Lets time pass until a request comes at `now`; undefined leaves the time to the request, as the instant clock does. */
  passTime(call: Call, now: number | undefined): void {
    if (now !== undefined) this.advance(now);
    else if (call.method.operationScope === undefined) this.settle(call.project);
  }

  /** Answers a request that was read, at the time to which {@link passTime} brought the state. */
  answer(call: Call, request: ApiRequest, now: number | undefined, operation?: OperationFate): ApiResponse {
    try {
      return withIgnored(call, this.#request(call, request, now ?? this.#state.now + 1, operation));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return withIgnored(call, refused(refusal));
    }
  }

  /** Answers a read from this state or an earlier one, which stays as it is: what changes something is refused. */
  answerFrom(source: State, call: Call): ApiResponse {
    try {
      const { service, seed } = this.#rules;
      const { id, operationScope } = call.method;
      const isChange = `${id} changes something, and who looks on does not: send it to the API itself.`;
      if (operationScope !== undefined) throw badRequest(isChange);
      const state = this.#copyFor(call.project, source);
      const { changes } = state;
      const body = dispatch(service, call, new Transaction(state, seed));
      if (state.changes !== changes) throw badRequest(isChange);
      return withIgnored(call, render(call, body, state.version));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return withIgnored(call, refused(refusal));
    }
  }

  #copyFor(project: string, source: State): State {
    if (!isUnchanged(project, source)) return source.fork();
    const started = source === this.#state ? this.#started : new StartedProjects(this.#rules.seed);
    return started.with(project, source).fork();
  }

  /** Moves time to `now` and completes what is due until then. */
  advance(now: number): void {
    const hasMoved = now > this.#state.now;
    if (completeAllOperations(this.#state, now, this.onWrite) === 0 && !hasMoved) return;
    this.#state.now = Math.max(this.#state.now, now);
    this.#journal.record({ kind: 'advance', now }, this.#state);
  }

  /** Changes the world, at the time to which the state has come. */
  change(command: WorldCommand): void {
    this.#state = applyWorldCommand(command, this.#state, this.#rules.freshState);
    this.#journal.record(command, this.#state);
  }

  /** Applies commands taken from a journal. */
  replay(commands: readonly Command[]): void {
    for (const command of commands) {
      if (command.kind === 'advance') this.advance(command.now);
      else if (command.kind === 'settle') this.settle(command.project);
      else if (command.kind !== 'request') this.change(command);
      else this.again(command);
    }
  }

  /** Completes what runs in a project, as the instant clock does with every read of it. */
  settle(project: string): void {
    const until = lastDue(this.#state, project);
    if (until === undefined) return;
    completeOperations(this.#state, project, until, this.onWrite);
    this.#journal.record({ kind: 'settle', project, until }, this.#state);
  }

  /** Does a recorded request again. @throws Refusal where it is refused by now */
  again({ request, now, operation, named = [] }: RequestCommand): ApiResponse {
    for (const project of named) rememberNumber(project, this.#state);
    return this.#request(this.read(request), request, now, operation);
  }

  #request(read: Call, request: ApiRequest, now: number, operation: OperationFate | undefined): ApiResponse {
    const call = operation === undefined ? read : { ...read, operation };
    const isMutation = call.method.operationScope !== undefined;
    // A project is stored when something changes in it, which neither a read nor a refused request does.
    const untouched = this.#isOfStart(call) ? this.#state : undefined;
    const state = untouched === undefined ? this.#state : this.#started.with(call.project, untouched);
    this.#state = state;
    const { now: before, version, changes } = state;
    if (isMutation) state.now = now;
    const asked = call.model.version;
    if (asked !== 'v1' && call.method.httpMethod !== 'GET' && isLater(asked, version)) state.version = asked;
    try {
      const body = this.#answer(call);
      if (state.changes !== changes) {
        this.#journal.record(requestCommand(request, now, operation, state), state);
        this.onWrite?.(call.project, state.now);
      } else {
        state.now = before;
        state.version = version;
        if (untouched !== undefined) this.#state = untouched;
      }
      return render(call, body, state.version);
    } catch (refusal) {
      state.now = before;
      state.version = version;
      if (untouched !== undefined) this.#state = untouched;
      throw refusal;
    }
  }

  /** Whether what a project starts with can matter to a call. What everybody is shown out of a table is the same without it. */
  #isOfStart(call: Call): boolean {
    if (!isUnchanged(call.project, this.#state)) return false;
    return call.method.httpMethod !== 'GET' || !isOfTable(this.#rules.service.collectionOf(call));
  }

  #answer(call: Call): JsonObject | undefined {
    const { service, seed } = this.#rules;
    const transaction = new Transaction(this.#state, seed);
    const requestKey = requestKeyOf(call);
    const first = requestKey === undefined ? undefined : this.#state.requests.get(requestKey);
    const operation = first === undefined ? undefined : this.#state.get(first);
    if (operation !== undefined) return operation.resource;
    const body = dispatch(service, call, transaction);
    if (requestKey !== undefined && body !== undefined) rememberRequest(this.#state, requestKey, body);
    return body;
  }
}

/** About how much memory a command takes: as much as its texts. */
function sizeOf(command: Command): number {
  if (command.kind === 'advance' || command.kind === 'settle') return 0;
  if (command.kind !== 'request') return sizeOfWorldCommand(command);
  const { url, headers, body } = command.request;
  let size = url.length + (typeof body === 'string' ? body.length : 0);
  if (headers !== undefined) for (const text of Object.values(headers)) size += text.length;
  return size;
}

function trunkOf(journal: CommandLog<Command>): Journal<Command> {
  if (journal instanceof Journal) return journal;
  throw new Error('This is a bug of the simulator: a branch has no branches');
}

/** A request that was accepted. */
export type RequestCommand = Extract<Command, { kind: 'request' }>;

function requestCommand(
  sent: ApiRequest,
  now: number,
  operation: OperationFate | undefined,
  state: State,
): RequestCommand {
  const request = recordedRequest(sent);
  const named = projectsNamedByNumber([request.url, request.body], state);
  return {
    kind: 'request',
    now,
    request,
    ...(operation === undefined ? {} : { operation }),
    ...(named.length === 0 ? {} : { named }),
  };
}

/** What replaying a request needs of it. */
export const recordedRequest = ({ method, url, headers, body }: ApiRequest): ApiRequest => {
  const user = headers?.['x-gcepool-user'];
  const authorization = headers?.['authorization'] === undefined ? {} : { authorization: 'Bearer recorded' };
  return {
    method,
    url,
    headers: { ...authorization, ...(user === undefined ? {} : { 'x-gcepool-user': user }) },
    // The caller may write to a value later; a text stays what it is.
    body: body === undefined ? undefined : payloadText(body),
  };
};

function rememberRequest(state: State, requestKey: string, operation: JsonObject): void {
  const path = pathOf(asString(operation['selfLink']));
  const entry = path === undefined ? undefined : state.get(path);
  if (path === undefined || entry === undefined) return;
  state.requests.set(requestKey, path);
  state.put(path, { ...entry, hidden: { ...entry.hidden, requestKey } });
}

/**
 * A requestId is of one request: whatever else comes with it in the same project is taken for its repetition. Google's sample test
 * inserts two disks of different names with one id, and finds the first alone.
 */
function requestKeyOf({ method, query, project }: Call): string | undefined {
  const requestId = query.get('requestId');
  if (requestId === undefined || method.operationScope === undefined) return undefined;
  return `${project}\0${requestId.toLowerCase()}`;
}
