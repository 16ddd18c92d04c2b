import type { ApiVersion, Method } from '@gcepool/api';
import { modelOf, permissionsOfMethod } from '@gcepool/api/models';
import { ReferenceWalker } from '../api/reference-walker.ts';
import type { ReferenceRule } from '../collections/reference-rule.ts';
import type { Registry } from '../collections/registry.ts';
import { asString } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import { referencedPath } from '../kernel/reference-path.ts';
import type { Asked } from './asked.ts';
import { unlistedNeeds, whereNeeded } from './conditional-needs.ts';
import { readOnlyDisks } from './machine-needs.ts';
import type { Need } from './need.ts';
import { MORE_REFERENCES, permissionToRefer, REFERENCE_PERMISSIONS } from './reference-needs.ts';

/** A reference, and what it takes on what it refers to. */
interface ReferenceNeed extends ReferenceRule {
  readonly field: string;
  /** As `use`; absent where that is what it is. */
  readonly verb?: string;
}

/** What calls need: which permissions, on which resources. */
export class Needs {
  readonly #registry: Pick<Registry, 'references'>;
  #references: ReadonlyMap<string, ReferenceNeed> | undefined;
  /** By version of the API. */
  readonly #walkers: Map<ApiVersion, ReferenceWalker<ReferenceNeed>> = new Map();

  constructor(registry: Pick<Registry, 'references'>) {
    this.#registry = registry;
  }

  /** What a call needs, what it is about first; nothing twice. */
  of(call: Asked['call'], stored: Asked['stored']): readonly Need[] {
    const asked = { call, target: targetOf(call), stored };
    const needs: Need[] = [];
    const add = (permission: string, resources: readonly string[]): void => {
      for (const resource of resources) {
        if (!needs.some((one) => one.permission === permission && one.resource === resource)) {
          needs.push({ permission, resource });
        }
      }
    };
    const { id, name } = call.method;
    // Whoever asks what they may do needs nothing for it: https://cloud.google.com/iam/docs/testing-permissions
    if (name === 'testIamPermissions') return needs;
    const listed = permissionsOfMethod(id) ?? unlistedMethod(call.method);
    const services = new Set([call.method.collection, call.segment, serviceOf(listed[0]?.permission ?? '')]);
    for (const { permission, query } of listed) {
      const isOwn = services.has(serviceOf(permission));
      if (query !== undefined && query !== singularIn(call.method)) {
        const named = referencedPath(call.query.get(query) ?? '', call.project);
        if (call.query.has(query)) add(permission, [named ?? projectOf(call)]);
        continue;
      }
      const where = whereNeeded(permission, asked);
      if (where !== undefined) add(permission, where);
      else if (isOwn) add(permission, [asked.target]);
      // What is used is named in the body, or is not used.
      else if (!/\.use(?:ReadOnly|Internal)?$/.test(permission)) add(permission, [projectOf(call)]);
    }
    for (const permission of unlistedNeeds(asked)) add(permission, whereNeeded(permission, asked) ?? [asked.target]);
    this.#addReferences(asked, add);
    return needs;
  }

  #addReferences(asked: Asked, add: (permission: string, resources: readonly string[]) => void): void {
    const { call } = asked;
    const { request } = call.method;
    // A template names what machines will use: who makes those needs the permissions then.
    if (request === undefined || request === 'InstanceTemplate' || call.method.operationScope === undefined) return;
    const walker = this.#walkerOf(call.model.version);
    if (!walker.hasReferences(request)) return;
    let readOnly: ReadonlySet<string> | undefined;
    walker.walk(request, call.body, (value, { field, verb }) => {
      const path = referencedPath(value, call.project);
      if (path === undefined) return value;
      const isRead = field === 'AttachedDisk.source' && (readOnly ??= readOnlyDisks(asked)).has(value);
      const permission = permissionToRefer(path, isRead ? 'useReadOnly' : verb);
      if (permission !== undefined) add(permission, [path]);
      return value;
    });
  }

  #walkerOf(version: ApiVersion): ReferenceWalker<ReferenceNeed> {
    let walker = this.#walkers.get(version);
    if (walker === undefined) {
      walker = new ReferenceWalker((this.#references ??= referenceNeeds(this.#registry)), modelOf(version));
      this.#walkers.set(version, walker);
    }
    return walker;
  }
}

function referenceNeeds({ references }: Pick<Registry, 'references'>): ReadonlyMap<string, ReferenceNeed> {
  const needs = new Map<string, ReferenceNeed>();
  const add = (field: string, rule: ReferenceRule): void => {
    const { permission, isFree } = own(REFERENCE_PERMISSIONS, field) ?? {};
    if (isFree !== true)
      needs.set(field, { ...rule, field, ...(permission === undefined ? {} : { verb: permission }) });
  };
  for (const [field, rule] of references) add(field, rule);
  for (const [field, to] of Object.entries(MORE_REFERENCES)) add(field, { to });
  return needs;
}

/** `instances` of `compute.instances.get`. */
const serviceOf = (permission: string): string =>
  permission.slice(permission.indexOf('.') + 1, permission.lastIndexOf('.'));

const projectOf = ({ project, scope }: Asked['call']): string => (project === '' ? scope : `projects/${project}`);

/** What a call is about: a resource, also one that it makes, or its project. */
function targetOf(call: Asked['call']): string {
  if (call.path !== '') return call.path;
  const named = asString(
    call.query.get(singularIn(call.method)) ?? (NAMES_IN_BODY.has(call.method.name) ? call.body['name'] : ''),
  );
  return named === '' ? projectOf(call) : `${call.parent}/${named}`;
}

const NAMES_IN_BODY: ReadonlySet<string> = new Set(['insert', 'patch', 'update']);

/** `autoscaler`, for `autoscalers.patch`, whose path ends in `/autoscalers`. */
const singularIn = ({ path }: Method): string => path.slice(path.lastIndexOf('/') + 1).replace(/s$/, '');

/** Methods of Shared VPC, which are of projects and organizations at once. */
const SHARED_VPC: Readonly<Record<string, string>> = {
  'projects.disableXpnHost': 'compute.organizations.disableXpnHost',
  'projects.disableXpnResource': 'compute.organizations.disableXpnResource',
  'projects.enableXpnHost': 'compute.organizations.enableXpnHost',
  'projects.enableXpnResource': 'compute.organizations.enableXpnResource',
  'projects.getXpnHost': 'compute.projects.get',
  'projects.getXpnResources': 'compute.projects.get',
  'projects.listXpnHosts': 'compute.projects.get',
};

/** What a method needs that Google's reference does not have: what others of its name do (assumed). */
function unlistedMethod({ id, collection, name }: Method): readonly { permission: string; query?: string }[] {
  const shared = own(SHARED_VPC, id);
  if (shared !== undefined) return [{ permission: shared }];
  const verb = /^(?:aggregatedList|list)/.test(name)
    ? 'list'
    : name === 'insert'
      ? 'create'
      : /^(?:get(?!IamPolicy)|wait)/.test(name)
        ? 'get'
        : /^(?:patch|update)/.test(name)
          ? 'update'
          : name;
  return [{ permission: `compute.${collection}.${verb}` }];
}
