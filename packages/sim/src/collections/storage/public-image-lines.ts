import { googlePublishers } from './google-image-lines.ts';
import type { ImageLine } from './image-line.ts';
import { linuxPublishers } from './linux-image-lines.ts';
import { ubuntuPublishers } from './ubuntu-image-lines.ts';
import { windowsPublishers } from './windows-image-lines.ts';

/** Lines by the project that publishes them; what is asked for is made when it is asked for. */
const PUBLISHERS = { ...googlePublishers, ...linuxPublishers, ...ubuntuPublishers, ...windowsPublishers };

const made = new Map<string, readonly ImageLine[]>();

/** The lines that a project publishes; none of most projects. */
export function linesOf(project: string): readonly ImageLine[] {
  const publisher = Object.hasOwn(PUBLISHERS, project) ? PUBLISHERS[project] : undefined;
  if (publisher === undefined) return [];
  let found = made.get(project);
  if (found === undefined) {
    found = publisher();
    made.set(project, found);
  }
  return found;
}

/** All projects that publish images, by name. */
export const publishers: readonly string[] = Object.keys(PUBLISHERS).toSorted();

/** Whether a project publishes images. */
export const hasPublicImages = (project: string): boolean => Object.hasOwn(PUBLISHERS, project);
