import { invalid, required } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

type Wave = NonNullable<Resource<'RolloutPlan'>['waves']>[number];
type Delay = Resource<'RolloutPlanWaveOrchestrationOptionsDelay'>;

const isNone = (duration: string | undefined): boolean => duration === undefined || Number.parseFloat(duration) === 0;

/** Where nothing is waited for, nothing is said of how. */
function checkDelay({ delimiter, duration, type }: Delay, field: string): void {
  if (!isNone(duration)) return;
  for (const [name, value] of [
    ['delimiter', delimiter],
    ['type', type],
  ] as const) {
    if (value === undefined || value.endsWith('_UNSPECIFIED')) continue;
    throw invalid(`${field}.${name}`, value, 'It must be unspecified if no delay is to be added.');
  }
}

function checkWave({ orchestrationOptions, validation }: Wave, field: string): void {
  for (const [index, delay] of (orchestrationOptions?.delays ?? []).entries()) {
    checkDelay(delay, `${field}.orchestrationOptions.delays[${index}]`);
  }
  if (validation?.type !== 'time' || validation.timeBasedValidationMetadata !== undefined) return;
  throw required(`${field}.validation.timeBasedValidationMetadata`);
}

/** Plans of how changes come to projects, in waves; what the API's text asks of their parts. */
export const rolloutPlans: Collection = defineCollection({
  name: 'rolloutPlans',
  collections: ['rolloutPlans'],
  lifecycle: {
    check: ({ waves = [] }) => {
      for (const [index, wave] of waves.entries()) checkWave(wave, `resource.waves[${index}]`);
    },
  },
});
