import type { Call } from '../collections/call.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Fault, ReadFault } from './fault.ts';
import { readFault } from './fault.ts';
import { matchesGlob, matchesPath } from './glob.ts';
import type { MatchingMethods } from './method-pattern.ts';
import { methodsMatching } from './method-pattern.ts';
import { readFields, readText, readWhole, show } from '../read-fields.ts';
import { targetOf } from './target.ts';
import { needsUnreachable } from './unreachable.ts';
import { own } from '../kernel/own.ts';

/** Which requests something goes wrong with, and what. What is absent is not looked at. */
export interface FaultRule {
  /** Method id, with `*` for any part of it: `backendServices.insert`, `*.insert`. */
  readonly method?: string;
  /**
   * Path of the resource: `projects/p/global/backendServices/web-*`. `*` stands for any part of a segment, `**` for any
   * number of segments. An insert is about what it will make, a list about its collection.
   */
  readonly resource?: string;
  /** Who asks, as operations show it (header `x-gcepool-user`), with `*` for any part of it. */
  readonly user?: string;
  /** The header `user-agent`, with `*` for any part of it. */
  readonly userAgent?: string;
  /** How many requests it hits. Default: all. */
  readonly times?: number;
  /** How many matching requests it spares first. Default: 0. */
  readonly after?: number;
  /** With what probability it hits a matching request, above 0 and up to 1; drawn from the seed. Default: 1. */
  readonly probability?: number;
  readonly fault: Fault;
}

/** A rule that was checked. */
export interface ReadFaultRule {
  readonly rule: FaultRule;
  readonly methods: MatchingMethods | undefined;
  readonly times: number;
  readonly after: number;
  readonly probability: number;
  readonly fault: ReadFault;
}

const FIELDS = ['method', 'resource', 'user', 'userAgent', 'times', 'after', 'probability', 'fault'];
const MOST = Number.MAX_SAFE_INTEGER;

/** @throws TypeError for a rule that makes no sense, naming the field */
export function readFaultRule(value: unknown): ReadFaultRule {
  const fields = readFields(value, 'A fault rule', FIELDS);
  const { method, resource, times, after = 0, probability = 1 } = fields;
  const methods = method === undefined ? undefined : methodsMatching(method, 'method');
  const fault = readFault(fields['fault']);
  if (fault.needsMutation && methods?.startOperations === false) {
    throw new TypeError(`fault ${fault.kind} is for mutations only, and method ${show(method)} matches none`);
  }
  for (const name of ['resource', 'user', 'userAgent']) {
    if (own(fields, name) !== undefined) readText(own(fields, name), name);
  }
  if (typeof resource === 'string' && !/^(?:projects|locations|\*\*?)(?:\/|$)/.test(resource)) {
    throw new TypeError(`resource must be a path such as 'projects/p/global/backendServices/*'; got ${show(resource)}`);
  }
  if (typeof probability !== 'number' || !(probability > 0 && probability <= 1)) {
    throw new TypeError(`probability must be above 0 and at most 1; got ${show(probability)}`);
  }
  return {
    // Whoever gave the rule may write to it later.
    rule: structuredClone(value) as FaultRule,
    methods,
    times: times === undefined ? Infinity : readWhole(times, 'times', 1, MOST),
    after: readWhole(after, 'after', 0, MOST),
    probability,
    fault,
  };
}

/** Whether a rule is about a request, chance and counts aside. */
export function isAbout({ rule, methods, fault }: ReadFaultRule, call: Call, request: ApiRequest): boolean {
  if (fault.needsMutation && call.method.operationScope === undefined) return false;
  if (methods !== undefined && !methods.has(call.method.id)) return false;
  if (fault.unreachable !== undefined && !needsUnreachable(call, fault.unreachable)) return false;
  if (rule.resource !== undefined && !matchesPath(rule.resource, targetOf(call))) return false;
  if (rule.user !== undefined && !matchesGlob(rule.user, call.user)) return false;
  return rule.userAgent === undefined || matchesGlob(rule.userAgent, request.headers?.['user-agent'] ?? '');
}
