import { describe, expect, test } from 'vitest';
import { simulatedCloud, ZONE } from '../../lab/simulated-cloud.ts';
import { failureLines, replayHistory, runConformance } from '../index.ts';
import { readHistory } from './history.ts';
import type { Step } from './step.ts';
import { typescriptOf } from './typescript-of.ts';

const format = 'gcepool-history/1';

describe('what is no history is refused with the name of the field', () => {
  test.each([
    [[], 'a history must be a JSON object'],
    [{ format: 'x', steps: [] }, 'format must be "gcepool-history/1"; got "x"'],
    [{ format }, 'steps must be a list'],
    [{ format, steps: [], more: 1 }, 'more is no field of a history'],
    [{ format, steps: [], law: 'none' }, 'law must be one of absent-is-404'],
    [{ format, steps: [{ do: 'shout' }] }, 'steps[0].do must be one of create'],
    [{ format, steps: [{ do: 'get', kind: 'disks', name: 'a' }] }, 'steps[0].kind must be one of backendServices'],
    [{ format, steps: [{ do: 'get', kind: 'healthChecks', name: 'a', body: {} }] }, 'steps[0].body is no field of get'],
    [
      { format, steps: [{ do: 'again', step: { do: 'get', kind: 'healthChecks', name: 'a' } }] },
      'steps[0].step.do must be',
    ],
    [
      { format, steps: [{ do: 'create', kind: 'backendServices', name: 'a', body: { healthChecks: ['x'] } }] },
      'steps[0].body.healthChecks[0] must be one of a, b',
    ],
    [
      { format, steps: [{ do: 'addInstances', name: 'a', instances: [-1] }] },
      'steps[0].instances must be a list of whole',
    ],
    [
      { format, steps: [{ do: 'update', kind: 'networkEndpointGroups', name: 'a', body: {} }] },
      'steps[0].kind must be one of backendServices, healthChecks, instanceGroups; got "networkEndpointGroups"',
    ],
    [
      { format, steps: [{ do: 'attachNetworkEndpoints', name: 'a', endpoints: [256] }] },
      'steps[0].endpoints must be a list of whole numbers from 0 to 255',
    ],
    [
      {
        format,
        steps: [
          { do: 'create', kind: 'backendServices', name: 'a', body: { backends: [{ networkEndpointGroup: 'x' }] } },
        ],
      },
      'steps[0].body.backends[0].networkEndpointGroup must be one of a, b',
    ],
    [
      {
        format,
        steps: [
          {
            do: 'create',
            kind: 'backendServices',
            name: 'a',
            body: { backends: [{ group: 'a', networkEndpointGroup: 'a' }] },
          },
        ],
      },
      'steps[0].body.backends[0] must have group or networkEndpointGroup, not both',
    ],
  ])('%j', (value, message) => {
    expect(() => readHistory(value)).toThrow(TypeError);
    expect(() => readHistory(value)).toThrow(message);
  });
});

describe('a failure', () => {
  const makeCareless = async (): Promise<ReturnType<typeof simulatedCloud>> => {
    const sound = simulatedCloud();
    return {
      ...sound,
      // Whatever was written meanwhile: the fingerprint is that of the moment.
      updateBackendService: async (body) => {
        const { fingerprint } = await sound.getBackendService(body.name ?? '');
        await sound.updateBackendService({ ...body, fingerprint });
      },
    };
  };
  const options = { kinds: ['backendServices'] as const, seed: 1, numRuns: 300 };

  test('is the shortest history, which is lost again when it is replayed, and won on a sound cloud', async () => {
    const { failure, passed } = await runConformance(makeCareless, options);
    expect(passed).toBe(false);
    expect(failure?.law).toBe('stale-is-412');
    expect(failure?.history.steps.map((step) => step.do)).toEqual(['create', 'race']);
    const kept: unknown = JSON.parse(JSON.stringify(failure?.history));
    await expect(replayHistory(await makeCareless(), kept, { zone: ZONE })).rejects.toMatchObject({
      law: 'stale-is-412',
      step: 1,
    });
    await expect(replayHistory(simulatedCloud(), kept, { zone: ZONE })).resolves.toBeUndefined();
  });

  test('comes as calls to be pasted, and as JSON', async () => {
    const { failure } = await runConformance(makeCareless, options);
    const text = failure === undefined ? '' : failureLines(failure).join('\n');
    expect(text).toContain("await cloud.createBackendService({ name: 'conformance-a' });");
    expect(text).toContain("const read1 = await cloud.getBackendService('conformance-a');");
    expect(text).toMatch(/await cloud\.updateBackendService\(\{ \.\.\.read1, description: "first \d+" \}\);/);
    expect(text).toContain('{"format":"gcepool-history/1"');
  });

  test('of an endpoint group comes as calls in its zone', async () => {
    const makeLosing = async (): Promise<ReturnType<typeof simulatedCloud>> => {
      const sound = simulatedCloud();
      return {
        ...sound,
        attachNetworkEndpoints: async (name, zone) => void (await sound.getNetworkEndpointGroup(name, zone)),
      };
    };
    const { failure } = await runConformance(makeLosing, { seed: 1, numRuns: 300, zone: ZONE });
    expect(failure?.law).toBe('endpoints-are-a-set');
    expect(failure?.history.steps.map((step) => step.do)).toEqual(['create', 'attachNetworkEndpoints']);
    expect(failure?.typescript).toMatch(
      /^await cloud\.createNetworkEndpointGroup\(\{ name: 'conformance-[ab]', networkEndpointType: "NON_GCP_PRIVATE_IP_PORT".* \}, zone\);$/m,
    );
    expect(failure?.typescript).toMatch(
      /^await cloud\.attachNetworkEndpoints\('conformance-[ab]', zone, \[\{"ipAddress":"10\.0\.0\.\d","port":80\}\]\);$/m,
    );
    const kept: unknown = JSON.parse(JSON.stringify(failure?.history));
    await expect(replayHistory(simulatedCloud(), kept, { zone: ZONE })).resolves.toBeUndefined();
  });

  test('of links to an endpoint group comes with the link', () => {
    const steps: Step[] = [
      {
        do: 'create',
        kind: 'backendServices',
        name: 'a',
        body: { backends: [{ networkEndpointGroup: 'b', balancingMode: 'RATE' }] },
      },
    ];
    expect(typescriptOf(steps, 'x')).toContain(
      'backends: [{ group: cloud.link(`zones/${zone}/networkEndpointGroups/x-b`), balancingMode: "RATE" }]',
    );
  });

  test('is found again at once by its seed and path', async () => {
    const { failure } = await runConformance(makeCareless, options);
    const again = await runConformance(makeCareless, {
      ...options,
      seed: failure?.seed ?? 0,
      path: failure?.path ?? '',
    });
    expect(again.failure?.history).toEqual(failure?.history);
    expect(again.histories).toBeLessThan(10);
  });
});

test('options that make no sense are refused by name', async () => {
  const makeCloud = async (): Promise<object> => simulatedCloud();
  await expect(runConformance(makeCloud, { prefix: 'No' })).rejects.toThrow(/^prefix must be/);
  await expect(runConformance(makeCloud, { skip: { none: 'x' } as object })).rejects.toThrow(/^skip\.none is no law/);
  await expect(runConformance(async () => ({}))).rejects.toThrow(/^there is nothing to try/);
  await expect(runConformance(async () => ({}), { kinds: ['healthChecks'] })).rejects.toThrow(
    /^kinds has healthChecks/,
  );
});
