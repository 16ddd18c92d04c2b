import { descriptionObject, isMachineWritten } from '../names/description.ts';
import type { ProbeSettings } from './probe-settings.ts';

const TRIAL = 'gcepool/trial';
const REFUSED = 'gcepool/refused';
const NOTE = 'note';

/** What the description of a health check says while it is on trial: all that it takes to put it back. */
export interface Trial {
  /** When it began; RFC 3339. */
  readonly since: string;
  /** How many endpoints were healthy before. */
  readonly healthy: number;
  /** How they were probed before. */
  readonly former: ProbeSettings;
  /** What its backend service spoke before, where that changes with the type of the check. */
  readonly protocol?: string;
}

/** A change that was put back, as the description of the health check tells. */
export interface RefusedChange {
  /** RFC 3339. */
  readonly at: string;
  readonly settings: ProbeSettings;
  readonly why: string;
}

/** The trial that a description tells of. */
export function describedTrial(description = ''): Trial | undefined {
  const trial = marked(description, TRIAL);
  // Nobody else writes under this name.
  return typeof trial?.['since'] === 'string' ? (trial as unknown as Trial) : undefined;
}

/** The refused change that a description tells of. */
export function describedRefusal(description = ''): RefusedChange | undefined {
  const refused = marked(description, REFUSED);
  // Nobody else writes under this name.
  return typeof refused?.['at'] === 'string' ? (refused as unknown as RefusedChange) : undefined;
}

/** A description that tells of a trial; what a person wrote is kept beside it. */
export function onTrial(description: string, trial: Trial): string {
  return JSON.stringify({ ...withoutMarks(description), [TRIAL]: trial });
}

/** A description whose trial has ended, or that tells of none; with the change that was put back, if one was. */
export function afterTrial(description: string, refused?: RefusedChange): string {
  const known = withoutMarks(description);
  if (refused !== undefined) return JSON.stringify({ ...known, [REFUSED]: refused });
  if (!hasMark(description)) return description;
  const { [NOTE]: note, ...others } = known;
  // What a person wrote stands alone again.
  if (typeof note === 'string' && Object.keys(others).length === 0) return note;
  return Object.keys(known).length === 0 ? '' : JSON.stringify(known);
}

/** All else that a description says; a person's text as a note. */
function withoutMarks(description: string): Record<string, unknown> {
  if (!isMachineWritten(description)) return { [NOTE]: description };
  const { [TRIAL]: _trial, [REFUSED]: _refused, ...known } = descriptionObject(description) ?? {};
  return known;
}

const hasMark = (description: string): boolean => description.includes(TRIAL) || description.includes(REFUSED);

function marked(description: string, key: string): Record<string, unknown> | undefined {
  // Few descriptions have one, and all are looked at in every run.
  const mark = description.includes(key) ? descriptionObject(description)?.[key] : undefined;
  return typeof mark === 'object' && mark !== null ? { ...mark } : undefined;
}
