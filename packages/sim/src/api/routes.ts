import type { ApiModel, ApiVersion, Method, MethodPath } from '@gcepool/api';
import { modelOf } from '@gcepool/api/models';
import type { Route } from './route.ts';
import { compileRoute, onlyOnesOf, templateOf } from './route.ts';

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  /** Ids of methods, by verb. */
  readonly methods: Map<string, string>;
  /** Those that were asked for, by verb. */
  readonly routes: Map<string, Route>;
}

const newNode = (): Node => ({ literals: new Map(), parameter: undefined, methods: new Map(), routes: new Map() });

/** Finds the methods of one version of the API by their paths. Nothing is decoded or compiled before it is asked for. */
export class Routes {
  readonly model: ApiModel;
  readonly #compiled = new Map<Method, Route>();
  #onlyOnes: ReadonlySet<string> | undefined;
  #all: readonly Route[] | undefined;
  /** Tries of the paths of one length each: the first request waits for one of them alone. */
  readonly #tries = new Map<number, Node>();
  #scopeKinds: Map<string, Set<string>> | undefined;
  #schemas: Map<string, string> | undefined;

  constructor(model: ApiModel) {
    this.model = model;
  }

  /** All routes, one for each method. */
  get all(): readonly Route[] {
    return (this.#all ??= this.model.methods.map((method) => this.#routeOf(method)));
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
    return node.routes.get(httpMethod) ?? this.#firstFound(node, httpMethod);
  }

  #firstFound({ methods, routes }: Node, httpMethod: string): Route | 'verb' | undefined {
    const id = methods.get(httpMethod);
    const method = id === undefined ? undefined : this.model.findMethod(id);
    if (method === undefined) return methods.size > 0 ? 'verb' : undefined;
    const route = this.#routeOf(method);
    routes.set(httpMethod, route);
    return route;
  }

  #trieOf(length: number): Node | undefined {
    const known = this.#tries.get(length);
    if (known !== undefined) return known;
    const paths = this.model.methodPaths.filter((methodPath) => templateOf(methodPath).length === length);
    // Paths can be of any length, and only those are kept that methods have.
    if (paths.length === 0) return undefined;
    const trie = trieOf(paths);
    this.#tries.set(length, trie);
    return trie;
  }

  #routeOf(method: Method): Route {
    const known = this.#compiled.get(method);
    if (known !== undefined) return known;
    const route = compileRoute(method, (this.#onlyOnes ??= onlyOnesOf(this.model)));
    this.#compiled.set(method, route);
    return route;
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

function trieOf(methodPaths: readonly MethodPath[]): Node {
  const root = newNode();
  for (const methodPath of methodPaths) {
    let node = root;
    for (const segment of templateOf(methodPath)) {
      if (segment.startsWith('{')) {
        node = node.parameter ??= newNode();
        continue;
      }
      let next = node.literals.get(segment);
      if (next === undefined) node.literals.set(segment, (next = newNode()));
      node = next;
    }
    node.methods.set(methodPath.httpMethod, methodPath.id);
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
