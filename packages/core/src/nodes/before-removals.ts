import type { MemberStep, Plan } from '../plan/step.ts';

/** The waves of a plan before the first in which members leave; all of them where none leaves. Pure. */
export function beforeRemovals({ waves }: Plan<MemberStep>): readonly (readonly MemberStep[])[] {
  const firstRemoval = waves.findIndex((wave) => wave.some(({ verb }) => verb === 'removeInstances'));
  return firstRemoval === -1 ? waves : waves.slice(0, firstRemoval);
}
