import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const PATH = 'global/rolloutPlans';
const wave = (more: object) => ({
  name: 'p',
  waves: [
    {
      selectors: [{ locationSelector: { includedLocations: ['us-east1-b'] } }],
      validation: { type: 'manual' },
      ...more,
    },
  ],
});
const delayed = (delay: object) => wave({ orchestrationOptions: { delays: [delay] } });

test.each([
  [delayed({ delimiter: 'DELIMITER_BATCH' }), "waves[0].orchestrationOptions.delays[0].delimiter': 'DELIMITER_BATCH'"],
  [delayed({ duration: '0s', type: 'TYPE_OFFSET' }), "waves[0].orchestrationOptions.delays[0].type': 'TYPE_OFFSET'"],
  [wave({ validation: { type: 'time' } }), "'resource.waves[0].validation.timeBasedValidationMetadata' not specified"],
])('a plan of rollouts is refused: %j', (plan, message) => {
  expect(testProject().refusal('POST', PATH, plan)).toContain(message);
});

test.each([
  delayed({ duration: '0s', delimiter: 'DELIMITER_UNSPECIFIED' }),
  delayed({ duration: '60s', delimiter: 'DELIMITER_BATCH', type: 'TYPE_OFFSET' }),
  wave({ validation: { type: 'time', timeBasedValidationMetadata: { waitDuration: '60s' } } }),
])('a plan of rollouts is made: %j', (plan) => {
  const project = testProject();
  project.make('POST', PATH, plan);
  expect(project.get(`${PATH}/p`)).toMatchObject({ name: 'p' });
});
