import type { Examples } from '../examples.ts';
import { ZONE } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  autoscalers: { target: `${ZONE}/instanceGroupManagers/a`, autoscalingPolicy: { maxNumReplicas: 3 } },
  regionAutoscalers: { target: `${REGION}/instanceGroupManagers/a`, autoscalingPolicy: { maxNumReplicas: 3 } },
};
