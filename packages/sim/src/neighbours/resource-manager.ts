import { projectNumberOf } from '../collections/projects/project-number.ts';
import { projectOfNumber } from '../collections/projects/stored-path.ts';
import { policyKey } from '../collections/projects/policy-key.ts';
import { isSameFingerprint } from '../kernel/fingerprint.ts';
import type { JsonObject } from '../kernel/json.ts';
import { asObject, asString } from '../kernel/json.ts';
import { fingerprintOf, seedOf, token } from '../kernel/token.ts';
import { badRequest, Refusal } from '../kernel/refusal.ts';
import type { NeighbourCall, NeighbourMethod } from './neighbour-call.ts';
import { textsIn } from './neighbour-call.ts';

/**
 * Projects as Resource Manager has them, of versions 1 and 3: as for Compute, every project exists. After
 * https://cloud.google.com/resource-manager/reference/rest/v1/projects and …/v3/projects.
 */
export const resourceManager: readonly NeighbourMethod[] = [
  {
    method: 'GET',
    path: /^\/v1\/projects\/(?<project>[^/]+)$/,
    needs: 'resourcemanager.projects.get',
    answer: (call) => {
      const { projectId, projectNumber, createTime } = projectOf(call);
      return { projectNumber, projectId, lifecycleState: 'ACTIVE', name: projectId, createTime };
    },
  },
  {
    method: 'GET',
    path: /^\/v3\/projects\/(?<project>[^/]+)$/,
    needs: 'resourcemanager.projects.get',
    answer: (call) => {
      const { projectId, projectNumber, createTime } = projectOf(call);
      const name = `projects/${projectNumber}`;
      return { name, projectId, state: 'ACTIVE', displayName: projectId, createTime, updateTime: createTime };
    },
  },
  {
    method: 'POST',
    path: /^\/v[13]\/projects\/(?<project>[^/]+):getIamPolicy$/,
    needs: 'resourcemanager.projects.getIamPolicy',
    answer: (call) => policyOfProject(call),
  },
  {
    method: 'POST',
    path: /^\/v[13]\/projects\/(?<project>[^/]+):setIamPolicy$/,
    needs: 'resourcemanager.projects.setIamPolicy',
    answer: setPolicyOfProject,
  },
  {
    method: 'POST',
    path: /^\/v[13]\/projects\/(?<project>[^/]+):testIamPermissions$/,
    answer: (call) => {
      const { body, caller } = call;
      const permissions = textsIn(body, 'permissions');
      const wildcard = permissions.find((permission) => permission.includes('*'));
      if (wildcard !== undefined) throw badRequest(`Permissions with wildcards are not allowed: ${wildcard}.`);
      const resource = resourceOf(call);
      const held = permissions.filter((permission) => caller?.permits(permission, resource) !== false);
      return held.length === 0 ? {} : { permissions: held };
    },
  },
];

const resourceOf = (call: NeighbourCall): string => `projects/${projectOf(call).projectId}`;

function policyOfProject(call: NeighbourCall): JsonObject {
  const resource = resourceOf(call);
  return call.state.told.get(policyKey(resource)) ?? { etag: 'ACAB', ...call.caller?.givenPolicy(resource) };
}

/** At once, as policies of resources are; an etag that is sent must be the current one. */
function setPolicyOfProject(call: NeighbourCall): JsonObject {
  const resource = resourceOf(call);
  const policy = asObject(call.body['policy']);
  const fault = call.caller?.faultOfBindings(policy['bindings']);
  if (fault !== undefined) throw badRequest(`policy.${fault.field} ${fault.reason}.`);
  const sent = asString(policy['etag']);
  if (sent !== '' && !isSameFingerprint(sent, asString(policyOfProject(call)['etag']))) {
    throw new Refusal(409, 'aborted', STALE_POLICY, { frontEndStatus: 'ABORTED' });
  }
  const value = {
    version: 1,
    ...policy,
    etag: fingerprintOf(token(seedOf(`${resource} ${JSON.stringify(policy)}`), call.state.changes)),
  };
  call.tell({ key: policyKey(resource), value });
  return value;
}

const STALE_POLICY =
  'There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.';

function projectOf({ project, state }: NeighbourCall): Record<'projectId' | 'projectNumber' | 'createTime', string> {
  const projectId = /^\d+$/.test(project) ? projectOfNumber(project, state) : project;
  if (projectId === undefined) {
    throw new Refusal(
      403,
      'forbidden',
      `No project that is in use here has the number ${project}: name it by its id.`,
      {
        frontEndStatus: 'PERMISSION_DENIED',
      },
    );
  }
  const made = asString(state.get(`projects/${projectId}`)?.resource['creationTimestamp']);
  const createTime = new Date(made === '' ? state.startTime : Date.parse(made)).toISOString();
  return { projectId, projectNumber: projectNumberOf(projectId), createTime };
}
