import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkNumber } from '../number-range.ts';
import { rememberCheck } from '../probe-memory.ts';
import { checkProbeTimes, PROBE_DEFAULTS } from './probe-times.ts';

const complete =
  (port: number) =>
  (draft: JsonDraft): void => {
    const defaults = { description: '', host: '', requestPath: '/', port, ...PROBE_DEFAULTS };
    // No port is 0: it stands for none.
    if (draft.port === 0) delete draft.port;
    for (const [field, value] of Object.entries(defaults)) draft[field] ??= value;
  };

function check(resource: JsonObject): void {
  checkProbeTimes(resource);
  checkNumber(resource.port, [1, 65_535], 'resource.port');
}

/** The legacy checks over HTTP. */
export const httpHealthChecks: Collection = defineCollection({
  name: 'httpHealthChecks',
  collections: ['httpHealthChecks'],
  lifecycle: { complete: complete(80), check },
  probing: { remember: rememberCheck },
});

/** The legacy checks over HTTPS. */
export const httpsHealthChecks: Collection = defineCollection({
  name: 'httpsHealthChecks',
  collections: ['httpsHealthChecks'],
  lifecycle: { complete: complete(443), check },
  probing: { remember: rememberCheck },
});
