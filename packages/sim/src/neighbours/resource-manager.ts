import { projectNumberOf } from '../collections/projects/project-number.ts';
import { projectOfNumber } from '../collections/projects/stored-path.ts';
import { asString } from '../kernel/json.ts';
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
    answer: (call) => {
      const { projectId, projectNumber, createTime } = projectOf(call);
      return { projectNumber, projectId, lifecycleState: 'ACTIVE', name: projectId, createTime };
    },
  },
  {
    method: 'GET',
    path: /^\/v3\/projects\/(?<project>[^/]+)$/,
    answer: (call) => {
      const { projectId, projectNumber, createTime } = projectOf(call);
      const name = `projects/${projectNumber}`;
      return { name, projectId, state: 'ACTIVE', displayName: projectId, createTime, updateTime: createTime };
    },
  },
  {
    method: 'POST',
    path: /^\/v[13]\/projects\/(?<project>[^/]+):testIamPermissions$/,
    // Who uses a simulator may do everything there.
    answer: ({ body }) => {
      const permissions = textsIn(body, 'permissions');
      const wildcard = permissions.find((permission) => permission.includes('*'));
      if (wildcard !== undefined) throw badRequest(`Permissions with wildcards are not allowed: ${wildcard}.`);
      return permissions.length === 0 ? {} : { permissions };
    },
  },
];

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
