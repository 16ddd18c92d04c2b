import { patternOf } from '../api/pattern.ts';
import { readPayload } from '../api/payload.ts';
import type { ApiRequest } from '../api/request.ts';
import { decodeSegment, projectPattern, requireToken } from '../api/request.ts';
import type { ApiResponse } from '../api/response.ts';
import { refused } from '../api/response.ts';
import { splitUrl } from '../api/split-url.ts';
import { isObject } from '../kernel/json.ts';
import { badRequest, Refusal } from '../kernel/refusal.ts';
import type { Caller } from '../collections/call.ts';
import { projectOfNumber } from '../collections/projects/stored-path.ts';
import type { State } from '../kernel/state.ts';
import type { NeighbourCall, NeighbourMethod } from './neighbour-call.ts';
import { NEIGHBOUR_PATHS } from './neighbour-paths.ts';
import { resourceManager } from './resource-manager.ts';
import { serviceUsage } from './service-usage.ts';

/** What the neighbours need of the simulator that they are of. */
export interface NeighbourSource extends Pick<NeighbourCall, 'state' | 'tell'> {
  readonly isTokenRequired: boolean;
  /** Says who sends a request; absent where everybody may do everything. @throws Refusal 401 for nobody */
  readonly callerOf: ((request: ApiRequest) => Caller) | undefined;
}

/** Whether a request that may have a whole URL is for one of them. */
export const isForNeighbour = ({ url }: ApiRequest): boolean =>
  typeof url === 'string' && !url.startsWith('/compute/') && NEIGHBOUR_PATHS.test(splitUrl(url).path);

const METHODS = [...resourceManager, ...serviceUsage];

/** Answers a request that is for a neighbour of Compute: their paths are not alike, and none is Compute's. */
export function answerNeighbour(source: () => NeighbourSource, request: ApiRequest): ApiResponse {
  try {
    const { path, queryText } = splitUrl(request.url);
    const decoded = decodeSegment(path);
    const method = METHODS.find((one) => one.method === request.method && one.path.test(decoded));
    if (method === undefined) throw notPlayed(request.method, path);
    const { isTokenRequired, callerOf, ...world } = source();
    const query = new URLSearchParams(queryText);
    if (isTokenRequired) requireToken(request, query);
    const { project = '', name = '' } = method.path.exec(decoded)?.groups ?? {};
    if (project !== '' && !patternOf(projectPattern()).test(project))
      throw badRequest(`'${project}' is no id of a project.`);
    const caller = callerOf?.(request);
    if (caller !== undefined) requirePermission(method, project, caller, world.state);
    const sent = readPayload(request.body);
    const body = isObject(sent) ? sent : {};
    return { status: 200, headers: {}, body: method.answer({ project, name, query, body, caller, ...world }) };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return refused(refusal);
  }
}

/** @throws Refusal in the words of Google's newer services */
function requirePermission({ needs }: NeighbourMethod, project: string, caller: Caller, state: State): void {
  if (needs === undefined) return;
  const id = /^\d+$/.test(project) ? (projectOfNumber(project, state) ?? project) : project;
  if (caller.permits(needs, `projects/${id}`)) return;
  const words = needs.startsWith('resourcemanager.')
    ? 'The caller does not have permission'
    : `Permission '${needs}' denied on resource 'projects/${id}' (or it may not exist).`;
  throw new Refusal(403, 'forbidden', words, { frontEndStatus: 'PERMISSION_DENIED' });
}

/** With a status that no client tries again. */
const notPlayed = (method: string, path: string): Refusal =>
  new Refusal(403, 'accessNotConfigured', `${method} ${path} of Resource Manager or Service Usage is not simulated.`, {
    frontEndStatus: 'PERMISSION_DENIED',
  });
