import type { ApiVersion } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api';
import { nearestName } from '../arguments/nearest-name.ts';
import { usageFailure } from '../failure.ts';
import type { SeedFile, SeedPath } from './seed-file.ts';

/** What a seed file has the simulator asked. */
export interface SeedRequest {
  /** Where it is in the file. */
  readonly at: SeedPath;
  /** Such as `/compute/v1/projects/p/global/healthChecks`. */
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a seed file says: resources, whose order is free, and requests that come when all of them are there. */
export interface SeedRequests {
  readonly inserts: readonly SeedRequest[];
  readonly later: readonly SeedRequest[];
}

const SCOPE = /^(?:global|(?:zones|regions)\/[^/]+)$/;
const SCOPES = 'global, regions/REGION and zones/ZONE';

/** @throws Failure naming file, line and field for what a seed file cannot say */
export function seedRequests(file: SeedFile): SeedRequests {
  const content = mapAt(file, [], file.content());
  for (const key of Object.keys(content)) {
    if (key !== 'projects' && key !== 'apiVersion') refuse(file, [key], 'a seed file has apiVersion and projects');
  }
  const version = versionOf(file, content['apiVersion']);
  const projects = Object.entries(mapAt(file, ['projects'], content['projects']));
  const perProject = projects.map(([project, scopes]) =>
    requestsOf(file, ['projects', project], version, mapAt(file, ['projects', project], scopes)),
  );
  return {
    inserts: perProject.flatMap(({ inserts }) => inserts),
    later: perProject.flatMap(({ later }) => later),
  };
}

function requestsOf(
  file: SeedFile,
  at: SeedPath,
  version: ApiVersion,
  scopes: Readonly<Record<string, unknown>>,
): SeedRequests {
  const base = `/compute/${version}/projects/${at[1] ?? ''}`;
  const inserts: SeedRequest[] = [];
  const later: SeedRequest[] = [];
  for (const [scope, content] of Object.entries(scopes)) {
    if (scope === 'requests') {
      for (const [where, requests] of itemsAt(file, [...at, scope], content)) {
        for (const [path, body] of Object.entries(requests)) {
          later.push({ at: [...where, path], url: `${base}/${path}`, body: mapAt(file, [...where, path], body ?? {}) });
        }
      }
      continue;
    }
    if (!SCOPE.test(scope)) refuse(file, [...at, scope], `a project has ${SCOPES}, and requests`);
    for (const [collection, resources] of Object.entries(mapAt(file, [...at, scope], content))) {
      checkCollection(file, [...at, scope, collection], version, scope, collection);
      for (const [where, body] of itemsAt(file, [...at, scope, collection], resources)) {
        inserts.push({ at: where, url: `${base}/${scope}/${collection}`, body });
      }
    }
  }
  return { inserts, later };
}

function checkCollection(file: SeedFile, at: SeedPath, version: ApiVersion, scope: string, collection: string): void {
  const kind = scope.split('/')[0];
  const known = modelOf(version).methods.flatMap(({ name, path }) => {
    const found =
      name === 'insert' ? /^projects\/\{project\}\/(global|zones|regions)\/(?:\{\w+\}\/)?(\w+)$/.exec(path) : null;
    return found?.[1] === kind ? [found?.[2] ?? ''] : [];
  });
  if (known.includes(collection)) return;
  const nearest = nearestName(collection, known);
  refuse(file, at, `${kind} has no resources of that name${nearest === undefined ? '' : `; did you mean ${nearest}?`}`);
}

function versionOf(file: SeedFile, sent: unknown): ApiVersion {
  const version = apiVersions.find((one) => one === (sent ?? 'v1'));
  return version ?? refuse(file, ['apiVersion'], `must be one of ${apiVersions.join(', ')}`);
}

function mapAt(file: SeedFile, at: SeedPath, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(file, at, 'must be a map');
  return value as Readonly<Record<string, unknown>>; // an object that is no list, of whatever values
}

function itemsAt(
  file: SeedFile,
  at: SeedPath,
  value: unknown,
): (readonly [SeedPath, Readonly<Record<string, unknown>>])[] {
  if (!Array.isArray(value)) return refuse(file, at, 'must be a list');
  return value.map((item: unknown, index) => [[...at, index], mapAt(file, [...at, index], item)]);
}

function refuse(file: SeedFile, at: SeedPath, what: string): never {
  throw usageFailure(`--seed-file ${file.problem(at, what)}`);
}
