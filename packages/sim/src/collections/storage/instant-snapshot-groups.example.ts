import type { Examples } from '../examples.ts';
import { ZONE } from '../examples.ts';

const REGION = 'regions/us-central1';
const GROUP = `${REGION}/resourcePolicies/disks`;

export const bodies: Examples = {
  instantSnapshotGroups: { sourceConsistencyGroup: GROUP },
  regionInstantSnapshotGroups: { sourceConsistencyGroup: GROUP },
};

export const needs: readonly (readonly [path: string, body: object])[] = [
  [`${REGION}/resourcePolicies`, { name: 'disks', diskConsistencyGroupPolicy: {} }],
  [`${ZONE}/disks`, { name: 'grouped', resourcePolicies: [GROUP] }],
  [`${REGION}/disks`, { name: 'grouped', resourcePolicies: [GROUP] }],
];
