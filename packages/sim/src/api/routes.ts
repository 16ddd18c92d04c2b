import type { ApiModel, ApiVersion } from '@gcepool/api';
import { modelOf } from '@gcepool/api';
import type { Route } from './route.ts';
import { compileRoutes, templateOf } from './route.ts';

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<string, Route>;
}

const newNode = (): Node => ({ literals: new Map(), parameter: undefined, routes: new Map() });

/** Finds the methods of one version of the API by their paths. Nothing is compiled before it is asked for. */
export class Routes {
  readonly model: ApiModel;
  #all: readonly Route[] | undefined;
  /** Tries of the routes of one length each: the first request waits for one of them alone. */
  readonly #tries = new Map<number, Node>();
  #scopeKinds: Map<string, Set<string>> | undefined;
  #schemas: Map<string, string> | undefined;

  constructor(model: ApiModel) {
    this.model = model;
  }

  /** All routes, one for each method. */
  get all(): readonly Route[] {
    this.#all ??= compileRoutes(this.model);
    return this.#all;
  }

  /**
   * Finds the method of a request. Segment by segment, a literal wins over a parameter: that resolves every method of the
   * API, although fifty pairs of templates overlap.
   *
   * @param segments of the path below `/compute/v1/`
   * @returns the route; `'verb'` when the path exists for other verbs only; undefined when no template fits
   */
  find(httpMethod: string, segments: readonly string[]): Route | 'verb' | undefined {
    let node = this.#trieOf(segments.length);
    if (node === undefined) return undefined;
    for (const segment of segments) {
      node = node.literals.get(segment) ?? (segment === '' ? undefined : node.parameter);
      if (node === undefined) return undefined;
    }
    return node.routes.get(httpMethod) ?? (node.routes.size > 0 ? 'verb' : undefined);
  }

  #trieOf(length: number): Node | undefined {
    const known = this.#tries.get(length);
    if (known !== undefined) return known;
    const routes = this.all.filter(({ parameterAt }) => parameterAt.length === length);
    // Paths can be of any length, and only those are kept that routes have.
    if (routes.length === 0) return undefined;
    const trie = trieOf(routes);
    this.#tries.set(length, trie);
    return trie;
  }

  /** Whether a collection lives in `global`, `regions` or `zones`, or in several of them. */
  scopeKindsOf(segment: string): ReadonlySet<string> {
    this.#scopeKinds ??= scopeKindsIn(this.all);
    return this.#scopeKinds.get(segment) ?? NOWHERE;
  }

  /** The schema of the resources kept under `backendServices/`; undefined if there is no way to get one. */
  schemaOfSegment(segment: string): string | undefined {
    this.#schemas ??= schemasIn(this.all);
    return this.#schemas.get(segment);
  }
}

const NOWHERE: ReadonlySet<string> = new Set();

const v1 = new Routes(modelOf('v1'));
const others = new Map<ApiVersion, Routes>();

/** The routes of a version; those of beta and alpha are made when they are first asked for. */
export function routesOf(version: ApiVersion): Routes {
  if (version === 'v1') return v1;
  let routes = others.get(version);
  if (routes === undefined) others.set(version, (routes = new Routes(modelOf(version))));
  return routes;
}

function trieOf(routes: readonly Route[]): Node {
  const root = newNode();
  for (const route of routes) {
    let node = root;
    for (const [index, segment] of templateOf(route.method).entries()) {
      if (route.parameterAt[index] === undefined) {
        let next = node.literals.get(segment);
        if (next === undefined) node.literals.set(segment, (next = newNode()));
        node = next;
      } else {
        node = node.parameter ??= newNode();
      }
    }
    node.routes.set(route.method.httpMethod, route);
  }
  return root;
}

function scopeKindsIn(routes: readonly Route[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { method, segment } of routes) {
    if (method.name !== 'list' || !method.path.startsWith('projects/')) continue;
    const kinds = found.get(segment) ?? new Set<string>();
    kinds.add(method.path.split('/')[2] ?? '');
    found.set(segment, kinds);
  }
  return found;
}

function schemasIn(routes: readonly Route[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { method, resourceLength } of routes) {
    if (method.name !== 'get' || method.response === undefined || resourceLength === undefined) continue;
    found.set(method.path.split('/').at(-2) ?? '', method.response);
  }
  return found;
}
