import { projectNumberOf } from '../projects/project-number.ts';
import type { Resource } from '../../wire/wire.ts';

type ShareSettings = Resource<'ShareSettings'>;

/** Share settings as they are shown: projects by their numbers, however the request named them (observed). */
export function shownShareSettings(settings: ShareSettings = {}): ShareSettings {
  const { projectMap } = settings;
  if (projectMap === undefined) return settings;
  const shown = Object.entries(projectMap).map(([project, share]) => {
    const number = projectNumberOf(project);
    return [number, { ...share, projectId: number }] as const;
  });
  return { ...settings, projectMap: Object.fromEntries(shown) };
}
