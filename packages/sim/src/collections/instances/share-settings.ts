import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject } from '../../kernel/json.ts';
import { projectNumberOf } from '../projects/project-number.ts';

/** Share settings as they are shown: projects by their numbers, however the request named them (observed). */
export function shownShareSettings(settings: JsonObject): JsonObject {
  const { projectMap } = settings;
  if (projectMap === undefined) return settings;
  const shown: JsonDraft = {};
  for (const [project, share] of Object.entries(asObject(projectMap))) {
    const number = projectNumberOf(project);
    shown[number] = { ...asObject(share), projectId: number };
  }
  return { ...settings, projectMap: shown };
}
