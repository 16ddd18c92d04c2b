import type { BackendServiceUpsert, PoolStep } from '../plan/step.ts';
import type { Report } from './report.ts';

/** True where a group could not be made, named ports or linked: nodes in it do not serve every port. */
export function leavesGroupsUnreached({ outcomes }: Report<PoolStep>): boolean {
  return outcomes.some(({ step, outcome }) => {
    if ((outcome !== 'failed' && outcome !== 'skipped') || step.verb === 'delete') return false;
    if (step.collection === 'instanceGroups') return true;
    // A backend service that is new served nothing before.
    if (step.collection !== 'backendServices' || step.verb !== 'update') return false;
    // Of what was not tried it is known what it would have changed.
    return outcome === 'failed' || changesReach(step);
  });
}

const changesReach = ({ changed = [] }: BackendServiceUpsert): boolean =>
  changed.includes('backends') || changed.includes('portName');
