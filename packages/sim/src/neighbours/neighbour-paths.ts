/** Under which the methods of Compute's neighbours are, and none of its own. */
export const NEIGHBOUR_PATHS: RegExp = /^\/v[13]\/(?:projects|operations)\//;
