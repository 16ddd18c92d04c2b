import type { Examples } from '../examples.ts';

export const bodies: Examples = {
  instanceGroupManagerResizeRequests: { resizeBy: 1 },
  regionInstanceGroupManagerResizeRequests: { resizeBy: 1 },
};
