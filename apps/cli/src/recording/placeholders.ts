import type { Json } from './json.ts';
import { mapTexts } from './json.ts';

/** What stands for values that are others with every run. */
export const TIME = '2024-04-01T12:34:56.123456Z';
export const ID = '000000000000000000000';
export const FINGERPRINT = 'abcdef0123A=';
const USER = 'user@example.com';

const TIMES =
  /^(?:creation|lastStart|lastStop|lastSuspended|lastAttach|lastDetach)Timestamp$|^(?:insert|start|end|create|expire|update)Time$/;

/** Puts placeholders in the place of what is volatile or says whose project it was. */
export class Placeholders {
  /** The projects that were seen, first to last. */
  readonly #projects: string[] = [];

  /** A path, a query or a text of a body. */
  text(text: string): string {
    for (const [, project = ''] of text.matchAll(/(?:^|\/)projects\/([^/?#"\s]+)/g)) this.#learn(project);
    return this.#named(text).replaceAll(/\boperation-\d+-[\da-f]+-[\da-f]+-[\da-f]+\b/g, '${operationID}');
  }

  body(body: Json): Json {
    return mapTexts(body, (text, path) => {
      const name = path.at(-1) ?? '';
      if (TIMES.test(name)) return TIME;
      if (/^(?:id|targetId)$/.test(name) && /^\d+$/.test(text)) return ID;
      if (/fingerprint$/i.test(name) || name === 'etag') return FINGERPRINT;
      if (name === 'user') return USER;
      return this.text(text).replaceAll(/\b\d{6,}-compute@/g, '${projectNumber}-compute@');
    });
  }

  #learn(project: string): void {
    // Public images are in projects that are everybody's.
    if (!/-cloud$|^\$\{/.test(project) && !this.#projects.includes(project)) this.#projects.push(project);
  }

  #named(text: string): string {
    return this.#projects.reduce((changed, project, index) => {
      const placeholder = index === 0 ? '${projectId}' : `\${projectId~${index + 1}}`;
      return changed.replaceAll(
        new RegExp(`(?<![-\\w])${project.replaceAll(/[^\w-]/g, '\\$&')}(?![-\\w])`, 'g'),
        placeholder,
      );
    }, text);
  }
}
