import { CLOUD_LAWS, type CloudLaw } from './cloud-laws.ts';
import { isObject } from './resource.ts';
import { readStep } from './read-step.ts';
import type { Step } from './step.ts';

/** What a document begins with that is a {@link History}. */
export const HISTORY_FORMAT = 'gcepool-history/1';

/** Steps that were done to a cloud, and the law that was broken; plain JSON, for `gcepool replay` and bug reports. */
export interface History {
  readonly format: typeof HISTORY_FORMAT;
  readonly steps: readonly Step[];
  /** The law that the last replay showed to be broken. */
  readonly law?: CloudLaw;
  readonly message?: string;
}

/** Writes down steps, and what came of them. */
export function historyOf(steps: readonly Step[], broken?: { law: CloudLaw; message: string }): History {
  return { format: HISTORY_FORMAT, steps, ...(broken && { law: broken.law, message: broken.message }) };
}

/** Reads a history. @throws TypeError that names the field and says what it must be. */
export function readHistory(value: unknown): History {
  if (!isObject(value))
    throw new TypeError(`a history must be a JSON object with format and steps; got ${typeof value}`);
  const { format, steps, law, message, ...rest } = value;
  if (format !== HISTORY_FORMAT) {
    throw new TypeError(`format must be "${HISTORY_FORMAT}"; got ${JSON.stringify(format)}`);
  }
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new TypeError(`${unknown} is no field of a history: it has format, steps, law and message`);
  if (!Array.isArray(steps)) throw new TypeError('steps must be a list');
  if (law !== undefined && !isLaw(law)) {
    throw new TypeError(`law must be one of ${Object.keys(CLOUD_LAWS).join(', ')}; got ${JSON.stringify(law)}`);
  }
  if (message !== undefined && typeof message !== 'string') throw new TypeError('message must be a text');
  return {
    format: HISTORY_FORMAT,
    steps: steps.map((step, index) => readStep(step, `steps[${index}]`)),
    ...(law !== undefined && { law }),
    ...(message !== undefined && { message }),
  };
}

const isLaw = (value: unknown): value is CloudLaw => typeof value === 'string' && Object.hasOwn(CLOUD_LAWS, value);
