import type { JsonDraft } from '../engine/json.ts';
import type { Collection } from './collection.ts';
import { checkProbeTimes, PROBE_DEFAULTS } from './probe-times.ts';

const complete =
  (port: number) =>
  (draft: JsonDraft): void => {
    const defaults = { description: '', host: '', requestPath: '/', port, ...PROBE_DEFAULTS };
    for (const [field, value] of Object.entries(defaults)) draft[field] ??= value;
  };

/** The legacy checks over HTTP. */
export const httpHealthChecks: Collection = {
  name: 'httpHealthChecks',
  collections: ['httpHealthChecks'],
  complete: complete(80),
  check: checkProbeTimes,
};

/** The legacy checks over HTTPS. */
export const httpsHealthChecks: Collection = {
  name: 'httpsHealthChecks',
  collections: ['httpsHealthChecks'],
  complete: complete(443),
  check: checkProbeTimes,
};
