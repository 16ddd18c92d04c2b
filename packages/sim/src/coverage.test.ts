import { apiVersions, modelOf } from '@gcepool/api';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coveragePage } from '../scripts/coverage-page.ts';
import { trustPage } from '../scripts/trust-page.ts';
import { coverage, evidenceOfMethod } from './coverage.ts';
import { recordedMethods } from './evidence/recorded-methods.ts';
import { createSimulator } from './simulator.ts';

const methods = coverage();

describe('coverage', () => {
  test('has a row for each method of the API', () => {
    for (const version of apiVersions) {
      const ids = methods.flatMap(({ id, versions }) => (versions.includes(version) ? id : []));
      expect(ids).toEqual(modelOf(version).methods.map(({ id }) => id));
    }
  });

  test.each([
    ['v1', 3],
    ['beta', 4],
    ['alpha', 17],
  ] as const)('of %s leaves at most %i methods without simulation, and says of each why', (version, most) => {
    const missing = methods.filter(
      ({ evidence, versions }) => evidence === 'not simulated' && versions.includes(version),
    );
    expect(missing.slice(most).map(({ id }) => id)).toEqual([]);
    expect(missing.flatMap(({ id, lacking }) => (lacking === undefined ? id : []))).toEqual([]);
  });

  test('says the same of one method, and nothing of what is none', () => {
    for (const { versions: _, ...method } of methods.filter((__, index) => index % 25 === 0)) {
      expect(evidenceOfMethod(method.id)).toEqual(method);
    }
    expect(evidenceOfMethod('toString')).toBeUndefined();
  });

  test('is what docs/coverage.md says; `npm run coverage -w @gcepool/sim` writes it', () => {
    const page = readFileSync(new URL('../../../docs/coverage.md', import.meta.url), 'utf8');
    expect(page).toBe(coveragePage(methods));
  });

  test('is what docs/trust.md counts', () => {
    const page = readFileSync(new URL('../../../docs/trust.md', import.meta.url), 'utf8');
    expect(page).toBe(trustPage(methods));
  });

  test('tells how recorded answers compare', () => {
    const known = methods.filter(({ recorded }) => recorded !== undefined);
    expect(known.every(({ evidence, recorded }) => (evidence === 'recorded') === (recorded?.matched ?? 0) > 0)).toBe(
      true,
    );
    expect(new Set(known.map(({ id }) => id))).toEqual(new Set(recordedMethods.keys()));
  });

  test('calls documented only what names its source', () => {
    const documented = methods.filter(({ evidence }) => evidence === 'documented');
    expect(documented.filter(({ sources = [] }) => sources.length === 0)).toEqual([]);
  });

  test('calls generic what has nothing but shared verbs', () => {
    expect(methods.find(({ id }) => id === 'crossSiteNetworks.insert')?.evidence).toBe('generic');
  });
});

describe("unproven: 'refused'", () => {
  const url = '/compute/v1/projects/p/global/publicAdvertisedPrefixes';
  const body = { name: 'prefix', ipCidrRange: '203.0.113.0/24' };

  test('makes a mutation whose effect nothing shows answer 501 and name itself', () => {
    const answer = createSimulator({ unproven: 'refused' }).handle({ method: 'POST', url, body });
    expect(answer.status).toBe(501);
    expect(JSON.stringify(answer.body)).toContain('publicAdvertisedPrefixes.insert');
  });

  test('refuses reads too that are a guess', () => {
    const read = { method: 'GET', url: '/compute/v1/projects/p/global/snapshotSettings' };
    expect(createSimulator({ unproven: 'refused' }).handle(read).status).toBe(501);
    expect(createSimulator().handle(read).status).toBe(200);
  });

  test('is not the default', () => {
    expect(createSimulator().handle({ method: 'POST', url, body }).status).toBe(200);
  });

  test('leaves other methods alone', () => {
    expect(createSimulator({ unproven: 'refused' }).handle({ method: 'GET', url }).status).toBe(200);
  });
});
