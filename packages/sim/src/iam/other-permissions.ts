const SEES_PROJECT = [
  'resourcemanager.projects.get',
  'serviceusage.services.get',
  'serviceusage.services.list',
] as const;
const POLICY = ['resourcemanager.projects.getIamPolicy', 'resourcemanager.projects.setIamPolicy'] as const;
const USES_SERVICES = ['serviceusage.services.enable', 'serviceusage.services.disable'] as const;

/**
 * Permissions of other services that roles have, as far as what is simulated asks for them: after
 * https://cloud.google.com/iam/docs/roles-permissions
 */
export const OTHER_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  'roles/owner': [...SEES_PROJECT, ...POLICY, ...USES_SERVICES, 'iam.serviceAccounts.actAs'],
  'roles/editor': [
    ...SEES_PROJECT,
    'resourcemanager.projects.getIamPolicy',
    ...USES_SERVICES,
    'iam.serviceAccounts.actAs',
  ],
  'roles/viewer': [...SEES_PROJECT, 'resourcemanager.projects.getIamPolicy'],
  'roles/browser': ['resourcemanager.projects.get', 'resourcemanager.projects.getIamPolicy'],
  'roles/compute.admin': SEES_PROJECT,
  'roles/compute.instanceAdmin': SEES_PROJECT,
  'roles/compute.instanceAdmin.v1': SEES_PROJECT,
  'roles/compute.loadBalancerAdmin': SEES_PROJECT,
  'roles/compute.networkAdmin': SEES_PROJECT,
  'roles/compute.networkUser': SEES_PROJECT,
  'roles/compute.networkViewer': SEES_PROJECT,
  'roles/compute.securityAdmin': SEES_PROJECT,
  'roles/compute.storageAdmin': SEES_PROJECT,
  'roles/compute.viewer': SEES_PROJECT,
  'roles/iam.securityAdmin': POLICY,
  'roles/iam.serviceAccountTokenCreator': ['iam.serviceAccounts.getAccessToken'],
  'roles/iam.serviceAccountUser': ['iam.serviceAccounts.actAs'],
  'roles/resourcemanager.projectIamAdmin': ['resourcemanager.projects.get', ...POLICY],
  'roles/serviceusage.serviceUsageAdmin': ['serviceusage.services.get', 'serviceusage.services.list', ...USES_SERVICES],
};
