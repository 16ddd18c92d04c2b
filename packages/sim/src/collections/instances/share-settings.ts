import { asArray, asString } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
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

/** Share settings as later versions may send them: with a list of projects as well, which means the map. */
export function withProjectMap(settings: ShareSettings): ShareSettings {
  const { projects, ...rest }: ShareSettings & JsonObject = settings;
  const listed = asArray(projects).map(asString);
  if (listed.length === 0) return settings;
  const map = Object.fromEntries(listed.map((project) => [project, { projectId: project }]));
  return { ...rest, projectMap: { ...map, ...settings.projectMap } };
}

/** What later versions show of shared capacity: the projects as a list too (recorded). */
export const laterShareSettings = <Settings extends Pick<ShareSettings, 'projectMap'>>(
  settings: Settings | undefined,
): { readonly shareSettings?: Settings & { readonly projects: readonly string[] } } =>
  settings?.projectMap === undefined
    ? {}
    : { shareSettings: { ...settings, projects: Object.keys(settings.projectMap) } };
