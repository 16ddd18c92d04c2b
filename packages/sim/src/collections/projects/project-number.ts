import { seedOf } from '../../kernel/token.ts';

/** The number of a project, which stands for its id in some answers; it follows from the id. */
export function projectNumberOf(project: string): string {
  if (/^\d+$/.test(project)) return project;
  return `${1 + (seedOf(`${project} number`) % 9)}${String(seedOf(project)).padStart(11, '0').slice(-11)}`;
}

/** The service account that the instances of a project run as when they say `default`. */
export const defaultServiceAccountOf = (project: string): string =>
  `${projectNumberOf(project)}-compute@developer.gserviceaccount.com`;
