import { projectNumberOf } from './project-number.ts';

/** Under which it is kept which services a project uses: it has one number, by whichever of its names it is called. */
export const servicesKey = (project: string): string => `services/${projectNumberOf(project)}`;
