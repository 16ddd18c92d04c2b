import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry, Reference } from '../../kernel/entry.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import { find, scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';

type Project = Resource<'Project'>;
type ServiceProject = Resource<'XpnResourceId'>;
type Request = Resource<'ProjectsEnableXpnResourceRequest'>;

/** What a host project keeps hidden. */
interface HostMemory {
  readonly serviceProjects?: readonly ServiceProject[];
}

/** What every host project refers to, so that all of them can be found. */
const ALL_HOSTS = 'sharedVpcHosts';

const isHost = (project: Entry<Project>): boolean => project.resource.xpnProjectStatus === 'HOST';

/** Only {@link withServiceProjects} writes them. */
const serviceProjectsOf = ({ hidden }: Entry<Project>): readonly ServiceProject[] =>
  (hidden as HostMemory | undefined)?.serviceProjects ?? [];

const withServiceProjects = (host: Entry<Project>, serviceProjects: readonly ServiceProject[]): Entry<Project> => ({
  ...host,
  hidden: { ...host.hidden, serviceProjects } satisfies HostMemory,
});

/** A host refers to its service projects, and so they know their host. */
export const sharedVpcReferences: (project: Entry<Project>) => readonly Reference[] = (project) => {
  const services = serviceProjectsOf(project).map(({ id = '' }) => ({ target: `projects/${id}`, isWeak: true }));
  return isHost(project) ? [{ target: ALL_HOSTS, isWeak: true }, ...services] : services;
};

const enableXpnHost: Verb<JsonObject, Project> = () => ({ set: { xpnProjectStatus: 'HOST' } });

/** Service projects are detached before (documented in the guide). */
const disableXpnHost: Verb<JsonObject, Project> = (call, transaction) => {
  if (serviceProjectsOf(calledResource<Project>(call, transaction)).length > 0) {
    throw invalid('project', call.project, 'The host project still has service projects.');
  }
  return { set: { xpnProjectStatus: 'UNSPECIFIED_XPN_PROJECT_STATUS' } };
};

const enableXpnResource: Verb<Request, Project> = (call, transaction) => {
  const host = calledResource<Project>(call, transaction);
  const id = resourceId(call);
  if (!isHost(host)) throw invalid('project', call.project, 'The project is not a shared VPC host project.');
  const other = hostOf(id, transaction.state);
  // What is enabled already stays so (a test of Terraform's provider).
  if (other === call.path) return { operation: 'running' };
  if (other !== undefined) {
    throw invalid('resource.xpnResource.id', id, `The project is a service project of '${nameOf(other)}' already.`);
  }
  return { write: withServiceProjects(host, [...serviceProjectsOf(host), { id, type: 'PROJECT' }]) };
};

const disableXpnResource: Verb<Request, Project> = (call, transaction) => {
  const host = calledResource<Project>(call, transaction);
  const id = resourceId(call);
  const kept = serviceProjectsOf(host).filter((service) => service.id !== id);
  if (kept.length === serviceProjectsOf(host).length) {
    throw invalid('resource.xpnResource.id', id, 'The project is not a service project of this host.');
  }
  return { write: withServiceProjects(host, kept) };
};

const getXpnHost: Verb<JsonObject, Project> = (call, { state }) => {
  const host = hostOf(call.project, state);
  return { answer: host === undefined ? {} : find(state, 'projects', host)?.resource };
};

const getXpnResources: Verb<JsonObject, Project> = (call, transaction) => ({
  list: serviceProjectsOf(calledResource<Project>(call, transaction)),
});

/** Of all organizations: which one a project is of, nothing says here. */
const listXpnHosts: Verb<JsonObject, Project> = (_call, { state }) => {
  const list: Project[] = [];
  scanUsersIn(state, 'projects', ALL_HOSTS, (host) => {
    if (isHost(host)) list.push(host.resource);
  });
  return { list };
};

/** The verbs by which a project lends its networks to others, and those that ask for it. */
export const sharedVpcVerbs: {
  readonly enableXpnHost: Verb<JsonObject, Project>;
  readonly disableXpnHost: Verb<JsonObject, Project>;
  readonly enableXpnResource: Verb<Request, Project>;
  readonly disableXpnResource: Verb<Request, Project>;
  readonly getXpnHost: Verb<JsonObject, Project>;
  readonly getXpnResources: Verb<JsonObject, Project>;
  readonly listXpnHosts: Verb<JsonObject, Project>;
} = {
  enableXpnHost,
  disableXpnHost,
  enableXpnResource,
  disableXpnResource,
  getXpnHost,
  getXpnResources,
  listXpnHosts,
};

function resourceId({ body }: Call<Request>): string {
  const { id = '' } = body.xpnResource ?? {};
  if (id === '') throw required('resource.xpnResource.id');
  return id;
}

/** Path of the host of a service project. */
function hostOf(project: string, state: State): string | undefined {
  let found: string | undefined;
  scanUsersIn(state, 'projects', `projects/${project}`, (host, path) => {
    if (serviceProjectsOf(host).some(({ id }) => id === project)) found = path;
    return found === undefined;
  });
  return found;
}
