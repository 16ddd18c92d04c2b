/** Projects and how busy they are, and the logs that they are spread over by their names. */
export interface Sharding {
  readonly projects: number;
  /** Of Zipf's law: project n is as busy as the first divided by n to the power of this. 0: all alike. */
  readonly skew: number;
  readonly logs: number;
}

/** What all logs take together, as a multiple of what one takes: until the busiest of them takes no more. */
export function gainOf({ projects, skew, logs }: Sharding, seed: number): number {
  const load = Array.from({ length: logs }, () => 0);
  let sum = 0;
  for (let project = 1; project <= projects; project++) {
    const weight = project ** -skew;
    sum += weight;
    const log = hashOf(`${seed} project-${project}`) % logs;
    load[log] = (load[log] ?? 0) + weight;
  }
  return sum / Math.max(...load);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  // Its low bits are those of the last character but for this.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}
