/** What Kubernetes objects mean for a pool: the service ports to serve, the nodes to reach, and what is to be said of the rest. */
export { at, isJsonObject, itemsAt, textAt } from './objects/json-object.ts';
export type { JsonObject } from './objects/json-object.ts';
export type { KubernetesObject } from './objects/kubernetes-object.ts';
export { leftOut, noted, remarkLines, remarkSentence } from './remarks/remark.ts';
export type { Remark } from './remarks/remark.ts';
export { refusedSentence, restraintFor } from './remarks/refused-item.ts';
export type { RefusedItem, Restraint } from './remarks/refused-item.ts';
export { parseSelector } from './selection/selector.ts';
export type { Selector } from './selection/selector.ts';
export { servicePortsAmong } from './services/service-ports.ts';
export type { ServicePorts } from './services/service-ports.ts';
export { nodesAmong } from './nodes/nodes.ts';
export type { Nodes } from './nodes/nodes.ts';
export { zonesOf } from './nodes/zones-of.ts';
