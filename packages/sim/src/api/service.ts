import type { ApiVersion } from '@gcepool/api';
import { modelOf } from '@gcepool/api/models';
import type { Collection } from '../collections/collection.ts';
import type { Outcome } from '../collections/verb.ts';
import type { ReferenceRule } from '../collections/reference-rule.ts';
import type { Registry } from '../collections/registry.ts';
import { singularOf } from '../collections/registry.ts';
import type { JsonObject } from '../kernel/json.ts';
import { startOperation } from '../kernel/operation.ts';
import { collectionOf, nameOf, parentOf, parseScope } from '../kernel/resource-path.ts';
import { linkOf, pathOf } from '../kernel/self-link.ts';
import type { Entry, Reference } from '../kernel/entry.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { Call } from '../collections/call.ts';
import { invalid, notFound, notReady } from '../kernel/refusal.ts';
import { referencedPath } from '../kernel/reference-path.ts';
import { startProjectOf } from '../collections/networking/started-project.ts';
import { storedPath } from '../collections/projects/stored-path.ts';
import type { VisitReference } from './reference-walker.ts';
import { ReferenceWalker } from './reference-walker.ts';
import { routesOf } from './routes.ts';
import { own } from '../kernel/own.ts';

/** What a simulator's options decide for all methods. */
export interface ServiceOptions {
  /** How long the operation of a call runs, in milliseconds of virtual time. */
  readonly latencyMs: (call: Call) => number;
  /** Whether references to resources that do not exist are refused. */
  readonly checksReferences: boolean;
  /** Whether mutations are refused whose effect neither a recording nor a text shows. */
  readonly refusesUnproven: boolean;
}

/** What the methods share: the rules of all collections, and the operations they answer with. */
export class Service {
  readonly registry: Registry;
  /** By version of the API. */
  readonly #walkers: Map<ApiVersion, ReferenceWalker> = new Map();
  readonly #options: ServiceOptions;

  constructor(registry: Registry, options: ServiceOptions) {
    this.registry = registry;
    this.#options = options;
  }

  get refusesUnproven(): boolean {
    return this.#options.refusesUnproven;
  }

  collectionOf(call: Call): Collection {
    return this.registry.of(call.method.collection, call.segment);
  }

  /** The stored resource the call is about, named by its name or its numeric id. */
  find(call: Call, transaction: Transaction): { readonly path: string; readonly entry: Entry } {
    const entry = transaction.get(call.path);
    if (entry !== undefined) return { path: call.path, entry };
    const initial = this.collectionOf(call).reading?.initial?.(call.path);
    if (initial !== undefined) return { path: call.path, entry: { resource: initial } };
    const name = nameOf(call.path);
    const byId = /^\d+$/.test(name) ? transaction.state.pathOfId(call.parent, name) : undefined;
    const found = byId === undefined ? undefined : transaction.get(byId);
    if (byId === undefined || found === undefined) throw notFound(call.path);
    return { path: byId, entry: found };
  }

  /** As {@link find}, for a mutation: refused while an operation works on the resource. */
  findReady(call: Call, transaction: Transaction): { readonly path: string; readonly entry: Entry } {
    refuseBusy(call.path, transaction);
    const found = this.find(call, transaction);
    refuseBusy(found.path, transaction);
    return found;
  }

  /** Starts the operation of a mutation whose writes are in the transaction. */
  operate(
    call: Call,
    transaction: Transaction,
    target: { readonly path: string; readonly id: unknown },
    outcome: Extract<Outcome, { readonly operation: unknown }>,
    warnings?: readonly JsonObject[],
  ): JsonObject {
    const collection = this.collectionOf(call);
    const { operation } = outcome;
    const fate = call.operation;
    // Whoever decides about an operation means one that can be seen to run.
    const isDone =
      fate === undefined &&
      (operation === 'done' || collection.operations?.doneAtOnce?.includes(call.method.name) === true);
    return startOperation(transaction, {
      scope: operationScope(call, target.path),
      type: outcome.operationType ?? operationType(collection, call),
      targetPath: target.path,
      targetId: typeof target.id === 'string' ? target.id : undefined,
      user: call.user,
      requestId: call.query.get('requestId'),
      latencyMs: fate?.latencyMs === 'never' ? Infinity : (fate?.latencyMs ?? this.#options.latencyMs(call)),
      isDone,
      error: fate?.error ?? (typeof operation === 'object' ? operation : undefined),
      warnings,
      hidesTarget: call.method.name === 'insert' && collection.lifecycle?.newName !== undefined,
    });
  }

  /**
   * Puts references in canonical form and checks that what they name exists.
   *
   * @param stored of which parts may be in the resource, and are as they should be. Default: none
   * @throws Refusal when a reference is malformed, of a wrong kind, or names something absent or not ready
   */
  resolveReferences(
    schemaName: string,
    resource: JsonObject,
    call: Call,
    transaction: Transaction,
    stored?: JsonObject,
  ): JsonObject {
    const resolve: VisitReference = (value, rule, fieldOf) => {
      const foreign = rule.foreign?.(value);
      if (foreign !== undefined) return foreign;
      const named = referencedPath(value, call.project);
      const path = named === undefined ? undefined : storedPath(named, transaction.state);
      const isUnchecked = rule.isUnchecked === true || !this.#options.checksReferences;
      if (path === undefined) {
        if (isUnchecked) return value;
        throw invalid(fieldOf(), value, 'The URL is malformed.');
      }
      const segment = collectionOf(path);
      if (rule.to.length > 0 && !rule.to.includes(segment)) {
        if (!this.#options.checksReferences) return linkOf(path);
        throw invalid(fieldOf(), value, `Unexpected resource collection '${segment}'.`);
      }
      if (!isUnchecked) this.#checkTarget(path, transaction, rule.missing, fieldOf, value);
      return linkOf(path);
    };
    return this.#walkerOf(call.model.version).walk(schemaName, resource, resolve, stored);
  }

  /**
   * The resources that an entry refers to, for the index of users.
   *
   * @param version the latest of the API through which anything was written
   * @param except another entry of the same path: what the two share is not looked at. Default: all is
   */
  references(path: string, entry: Entry, version: ApiVersion, except?: Entry): readonly Reference[] {
    const segment = collectionOf(path);
    const hidden = this.registry.ofSegment(segment)?.lifecycle?.hiddenReferences?.(entry, except);
    const schemaName = routesOf(version).schemaOfSegment(segment);
    const walker = this.#walkerOf(version);
    const isWalked = schemaName !== undefined && walker.hasReferences(schemaName);
    if (!isWalked) return hidden ?? NONE;
    const found: Reference[] = hidden === undefined ? [] : [...hidden];
    const visit = (value: string, rule: ReferenceRule): void => {
      const target = pathOf(value);
      if (target !== undefined) found.push({ target, isWeak: rule.isWeak === true });
    };
    walker.visit(schemaName, entry.resource, visit, except?.resource);
    return found;
  }

  /** An entry with what its collection remembers for health probes. */
  remember(path: string, before: Entry | undefined, after: Entry, at: number): Entry {
    const probing = this.registry.ofSegment(collectionOf(path))?.probing?.remember?.(before, after, at);
    return probing === undefined ? after : { ...after, hidden: { ...after.hidden, probing } };
  }

  #walkerOf(version: ApiVersion): ReferenceWalker {
    let walker = this.#walkers.get(version);
    if (walker === undefined) {
      walker = new ReferenceWalker(this.registry.references, modelOf(version));
      this.#walkers.set(version, walker);
    }
    return walker;
  }

  #checkTarget(
    path: string,
    transaction: Transaction,
    missing: 'notFound' | 'invalid' | undefined,
    fieldOf: () => string,
    value: string,
  ): void {
    if (transaction.get(path) !== undefined || startProjectOf(path, transaction)) return;
    const segment = collectionOf(path);
    const collection = this.registry.ofSegment(segment);
    if (collection?.reading?.fixed?.get(parentOf(parentOf(path)), nameOf(path)) !== undefined) return;
    if (transaction.state.locks.has(path)) throw notReady(path);
    if (missing !== 'invalid') throw notFound(path);
    const singular = singularOf(collection ?? { name: segment, collections: [] });
    throw invalid(fieldOf(), value, `The referenced ${singular} resource cannot be found.`);
  }
}

/** @throws Refusal while an operation works on a resource, unless the request waits for it */
export function refuseBusy(path: string, transaction: Transaction): void {
  if (transaction.state.locks.has(path) && !transaction.follows(path)) throw notReady(path);
}

function operationType(collection: Collection, call: Call): string {
  const { id, name } = call.method;
  if (collection.operations?.fullTypes?.includes(name) === true) return `compute.${id}`;
  const type = own(collection.operations?.types, name) ?? name;
  return typeof type === 'string' ? type : type(call);
}

function operationScope(call: Call, targetPath: string): string {
  switch (call.method.operationScope) {
    case 'zone':
    case 'region':
      return parseScope(targetPath).scope;
    case 'organization':
      return 'locations/global';
    case 'organizationZone':
    case 'folder':
    case 'folderZone':
      return call.scope;
    default:
      return `projects/${call.project}/global`;
  }
}

const NONE: readonly Reference[] = [];

/** The schema of the resources that a call's collection holds; undefined if there is no way to get one. */
export const schemaOfSegment = ({ model, segment }: Call): string | undefined =>
  routesOf(model.version).schemaOfSegment(segment);
