import type { Json, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry, Reference } from '../../kernel/entry.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';

/** What every host project refers to, so that all of them can be found. */
const ALL_HOSTS = 'sharedVpcHosts';
const SERVICE_PROJECTS = 'serviceProjects';

const isHost = (project: Entry): boolean => project.resource.xpnProjectStatus === 'HOST';

const serviceProjectsOf = (host: Entry): readonly JsonObject[] =>
  asArray(host.hidden?.[SERVICE_PROJECTS]).map(asObject);

/** A host refers to its service projects, and so they know their host. */
export const sharedVpcReferences: (project: Entry) => readonly Reference[] = (project) => {
  const services = serviceProjectsOf(project).map(({ id }) => ({ target: `projects/${asString(id)}`, isWeak: true }));
  return isHost(project) ? [{ target: ALL_HOSTS, isWeak: true }, ...services] : services;
};

const enableXpnHost: Verb = () => ({ set: { xpnProjectStatus: 'HOST' } });

const disableXpnHost: Verb = (call, transaction) => {
  if (serviceProjectsOf(calledResource(call, transaction)).length > 0) {
    throw invalid('project', call.project, 'The host project still has service projects.');
  }
  return { set: { xpnProjectStatus: 'UNSPECIFIED_XPN_PROJECT_STATUS' } };
};

const enableXpnResource: Verb = (call, transaction) => {
  const host = calledResource(call, transaction);
  const id = resourceId(call);
  if (!isHost(host)) throw invalid('project', call.project, 'The project is not a shared VPC host project.');
  const other = hostOf(id, transaction.state);
  if (other !== undefined) {
    throw invalid('resource.xpnResource.id', id, `The project is a service project of '${nameOf(other)}' already.`);
  }
  return { write: withServiceProjects(host, [...serviceProjectsOf(host), { id, type: 'PROJECT' }]) };
};

const disableXpnResource: Verb = (call, transaction) => {
  const host = calledResource(call, transaction);
  const id = resourceId(call);
  const kept = serviceProjectsOf(host).filter((service) => service.id !== id);
  if (kept.length === serviceProjectsOf(host).length) {
    throw invalid('resource.xpnResource.id', id, 'The project is not a service project of this host.');
  }
  return { write: withServiceProjects(host, kept) };
};

const getXpnHost: Verb = (call, { state }) => {
  const host = hostOf(call.project, state);
  return { answer: host === undefined ? {} : state.get(host)?.resource };
};

const getXpnResources: Verb = (call, transaction) => ({
  list: serviceProjectsOf(calledResource(call, transaction)),
});

/** Of all organizations: which one a project is of, nothing says here. */
const listXpnHosts: Verb = (_call, { state }) => {
  const list: JsonObject[] = [];
  state.scanUsers(ALL_HOSTS, (path) => {
    const host = state.get(path);
    if (host !== undefined && isHost(host)) list.push(host.resource);
  });
  return { list };
};

export const sharedVpcVerbs: Readonly<Record<string, Verb>> = {
  enableXpnHost,
  disableXpnHost,
  enableXpnResource,
  disableXpnResource,
  getXpnHost,
  getXpnResources,
  listXpnHosts,
};

function resourceId(call: Call): string {
  const id = asString(asObject(call.body.xpnResource).id);
  if (id === '') throw required('resource.xpnResource.id');
  return id;
}

/** Path of the host of a service project. */
function hostOf(project: string, state: State): string | undefined {
  let found: string | undefined;
  state.scanUsers(`projects/${project}`, (user) => {
    const host = state.get(user);
    if (host === undefined || !serviceProjectsOf(host).some(({ id }) => id === project)) return true;
    found = user;
    return false;
  });
  return found;
}

const withServiceProjects = (host: Entry, services: readonly JsonObject[]): Entry => ({
  ...host,
  hidden: { ...host.hidden, [SERVICE_PROJECTS]: services.map((service): Json => service) },
});
