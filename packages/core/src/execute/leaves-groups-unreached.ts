import type { PoolStep } from '../plan/step.ts';
import type { Report } from './report.ts';

/** True where a group could not be made, named ports or linked: nodes in it do not serve every port. */
export function leavesGroupsUnreached({ outcomes }: Report<PoolStep>): boolean {
  return outcomes.some(({ step, outcome }) => {
    if ((outcome !== 'failed' && outcome !== 'skipped') || step.verb === 'delete') return false;
    if (step.collection === 'instanceGroups') return true;
    // A backend service that is new served nothing before.
    return step.collection === 'backendServices' && step.verb === 'update';
  });
}
