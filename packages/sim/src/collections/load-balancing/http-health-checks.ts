import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkNumber } from '../number-range.ts';
import { rememberCheck } from './remember-probing.ts';
import { checkProbeTimes, PROBE_DEFAULTS } from './probe-times.ts';
import { fillAbsent } from '../fill-absent.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type LegacyCheck = Resource<'HttpHealthCheck'>;

const complete =
  (port: number) =>
  (draft: Draft<LegacyCheck>): void => {
    // No port is 0: it stands for none.
    if (draft.port === 0) delete draft.port;
    fillAbsent(draft, { description: '', host: '', requestPath: '/', port, ...PROBE_DEFAULTS });
  };

function check(resource: LegacyCheck): void {
  checkProbeTimes(resource);
  checkNumber(resource.port, [1, 65_535], 'resource.port');
}

/** The legacy checks over HTTP. */
export const httpHealthChecks: Collection = defineCollection({
  name: 'httpHealthChecks',
  collections: ['httpHealthChecks'],
  lifecycle: { complete: complete(80), check },
  probing: { remember: rememberCheck },
  evidence: {
    documented: {
      update: {
        describedAt: 'httpHealthChecks.update',
        sentence: 'Updates a HttpHealthCheck resource in the specified project using the data included in the request.',
      },
      patch: {
        describedAt: 'httpHealthChecks.patch',
        sentence: 'uses theJSON merge patch format and processing rules',
      },
    },
  },
});

/** The legacy checks over HTTPS. */
export const httpsHealthChecks: Collection = defineCollection({
  name: 'httpsHealthChecks',
  collections: ['httpsHealthChecks'],
  lifecycle: { complete: complete(443), check },
  probing: { remember: rememberCheck },
  evidence: {
    documented: {
      patch: {
        describedAt: 'httpsHealthChecks.patch',
        sentence: 'uses theJSON merge patch format and processing rules',
      },
    },
  },
});
