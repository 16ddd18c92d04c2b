import { invalid, required } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkNumber } from '../number-range.ts';

type NotificationEndpoint = Resource<'NotificationEndpoint'>;

const LONGEST_RETRY_SEC = 1200;

/** What the description of the interval asks for. */
function check({ grpcSettings }: NotificationEndpoint): void {
  const { endpoint = '', retryDurationSec, resendInterval } = grpcSettings ?? {};
  if (endpoint === '') throw required('resource.grpcSettings.endpoint');
  checkNumber(retryDurationSec, [1, LONGEST_RETRY_SEC], 'resource.grpcSettings.retryDurationSec');
  if (resendInterval === undefined) return;
  const field = 'resource.grpcSettings.resendInterval';
  checkNumber(Number(resendInterval.seconds ?? 0), [600, 3600], `${field}.seconds`);
  if ((resendInterval.nanos ?? 0) !== 0) throw invalid(`${field}.nanos`, resendInterval.nanos, 'Nanos are disallowed.');
}

export const notificationEndpoints: Collection = defineCollection({
  name: 'notificationEndpoints',
  collections: ['regionNotificationEndpoints'],
  lifecycle: {
    complete: (draft) => {
      if (draft.grpcSettings !== undefined) draft.grpcSettings = { retryDurationSec: 30, ...draft.grpcSettings };
    },
    check,
  },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'NotificationEndpointGrpcSettings.retryDurationSec', sentence: 'Must be a positive number.' },
        {
          describedAt: 'NotificationEndpointGrpcSettings.resendInterval',
          sentence: 'If specified, must be in the range between 600 seconds to 3600 seconds.',
        },
      ],
    },
  },
});
