import { projectNumberOf } from '../collections/projects/project-number.ts';
import { servicesKey } from '../collections/projects/services-key.ts';
import type { JsonObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import { badRequest, Refusal } from '../kernel/refusal.ts';
import type { State } from '../kernel/state.ts';
import type { NeighbourCall, NeighbourMethod } from './neighbour-call.ts';
import { textsIn } from './neighbour-call.ts';

/** What is simulated is enabled in every project; all else must be asked for. It is enabled in name alone: nothing more answers. */
const ENABLED_FIRST: readonly string[] = [
  'cloudresourcemanager.googleapis.com',
  'compute.googleapis.com',
  'iamcredentials.googleapis.com',
  'serviceusage.googleapis.com',
];

/** Limits of https://cloud.google.com/service-usage/docs/reference/rest/v1/services */
const MOST_ENABLED = 20;
const MOST_ASKED = 30;
const PAGE = { default: 50, most: 200 };

const SERVICES = String.raw`^\/v1\/projects\/(?<project>[^/]+)\/services`;
const SERVICE_NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

const GET = 'serviceusage.services.get';

/** Which services a project uses. What is changed is changed when it is answered, and operations are done. */
export const serviceUsage: readonly NeighbourMethod[] = [
  { method: 'GET', path: new RegExp(`${SERVICES}$`), needs: 'serviceusage.services.list', answer: list },
  {
    method: 'GET',
    path: new RegExp(`${SERVICES}/(?<name>[^/:]+)$`),
    needs: GET,
    answer: (call) => serviceOf(call, call.name),
  },
  {
    method: 'GET',
    path: new RegExp(`${SERVICES}:batchGet$`),
    needs: GET,
    answer: (call) => ({
      services: namesIn(call, call.query.getAll('names'), MOST_ASKED).map((name) => serviceOf(call, name)),
    }),
  },
  {
    method: 'POST',
    path: new RegExp(`${SERVICES}/(?<name>[^/:]+):enable$`),
    needs: 'serviceusage.services.enable',
    answer: (call) => changed(call, 'enable', [call.name]),
  },
  {
    method: 'POST',
    path: new RegExp(`${SERVICES}/(?<name>[^/:]+):disable$`),
    needs: 'serviceusage.services.disable',
    answer: (call) => changed(call, 'disable', [call.name]),
  },
  {
    method: 'POST',
    path: new RegExp(`${SERVICES}:batchEnable$`),
    needs: 'serviceusage.services.enable',
    answer: (call) => changed(call, 'batchEnable', textsIn(call.body, 'serviceIds')),
  },
  { method: 'GET', path: /^\/v1\/operations\/(?<name>[^/]+)$/, answer: (call) => operationOf(call) },
];

type Change = 'enable' | 'disable' | 'batchEnable';

function list(call: NeighbourCall): JsonObject {
  const { query } = call;
  const filter = query.get('filter') ?? '';
  const wanted = /^state:(ENABLED|DISABLED)$/.exec(filter)?.[1];
  if (filter !== '' && wanted === undefined) {
    throw badRequest(`The filter '${filter}' is not one of state:ENABLED, state:DISABLED.`);
  }
  const size = Math.min(Number(query.get('pageSize') ?? PAGE.default) || PAGE.default, PAGE.most);
  const from = query.get('pageToken') ?? '';
  const names = Object.keys(known(call))
    .toSorted()
    .filter((name) => name >= from && (wanted === undefined || stateOf(call, name) === wanted));
  const next = names[size];
  return {
    services: names.slice(0, size).map((name) => serviceOf(call, name)),
    ...(next === undefined ? {} : { nextPageToken: next }),
  };
}

function changed(call: NeighbourCall, change: Change, names: readonly string[]): JsonObject {
  if (names.length === 0 || names.length > MOST_ENABLED) {
    throw badRequest(`serviceIds must name 1 to ${MOST_ENABLED} services; got ${names.length}.`);
  }
  for (const name of names) checkName(name);
  const isEnabled = change !== 'disable';
  if (names.some((name) => (stateOf(call, name) === 'ENABLED') !== isEnabled)) {
    const value = { ...known(call), ...Object.fromEntries(names.map((name) => [name, isEnabled])) };
    call.tell({ key: servicesKey(call.project), value });
  }
  return operation(call, call.project, change, names);
}

/** Its name says what it did, so that nothing has to be kept of it. */
function operation(call: NeighbourCall, project: string, change: Change, names: readonly string[]): JsonObject {
  const services = names.map((name) => serviceOf({ ...call, project }, name));
  const type = `type.googleapis.com/google.api.serviceusage.v1.${change.replace(/^./, (first) => first.toUpperCase())}Service${change === 'batchEnable' ? 's' : ''}Response`;
  const response = change === 'batchEnable' ? { services } : { service: services[0] ?? {} };
  const name = `operations/${change}.${projectNumberOf(project)}.${names.join(',')}`;
  return { name, done: true, response: { '@type': type, ...response } };
}

function operationOf(call: NeighbourCall): JsonObject {
  const [, change, project = '', names = ''] = /^(enable|disable|batchEnable)\.(\d+)\.(.+)$/.exec(call.name) ?? [];
  if (change === undefined) {
    throw new Refusal(404, 'notFound', `The operation 'operations/${call.name}' was not found.`, {
      frontEndStatus: 'NOT_FOUND',
    });
  }
  // The pattern has no other.
  return operation(call, project, change as Change, names.split(','));
}

function serviceOf(call: Pick<NeighbourCall, 'project' | 'state'>, name: string): JsonObject {
  checkName(name);
  const parent = `projects/${projectNumberOf(call.project)}`;
  return { name: `${parent}/services/${name}`, config: { name }, state: stateOf(call, name), parent };
}

const stateOf = (call: Pick<NeighbourCall, 'project' | 'state'>, name: string): 'ENABLED' | 'DISABLED' =>
  own(known(call), name) === true ? 'ENABLED' : 'DISABLED';

/** Of which services anything is known, by name: whether they are enabled. */
function known({ project, state }: { readonly project: string; readonly state: State }): JsonObject {
  return state.told.get(servicesKey(project)) ?? Object.fromEntries(ENABLED_FIRST.map((name) => [name, true]));
}

function checkName(name: string): void {
  if (!SERVICE_NAME.test(name)) throw badRequest(`'${name}' is no name of a service, such as storage.googleapis.com.`);
}

/** @throws Refusal for names that are not of services of the project */
function namesIn({ project }: NeighbourCall, sent: readonly string[], most: number): readonly string[] {
  if (sent.length > most) throw badRequest(`names must be ${most} at most; got ${sent.length}.`);
  return sent.map((path) => {
    const [, of = '', name = ''] = /^projects\/([^/]+)\/services\/([^/]+)$/.exec(path) ?? [];
    if (projectNumberOf(of) === projectNumberOf(project)) return name;
    throw badRequest(`'${path}' is no service of project '${project}'.`);
  });
}
