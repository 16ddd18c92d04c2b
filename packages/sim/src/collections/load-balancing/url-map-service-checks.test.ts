import { describe, expect, test } from 'vitest';
import { A, B, projectWithServices, URL_MAPS, withRouteRule } from '../../../test/url-maps.ts';

const REGION = 'regions/us-central1';
const map = (defaultService: string): object => ({ name: 'm', defaultService });

describe('the services of a URL map', () => {
  test('are in its scope', () => {
    const project = projectWithServices();
    const services = `${REGION}/backendServices`;
    project.make('POST', services, { name: 'r', loadBalancingScheme: 'INTERNAL_MANAGED' });
    expect(project.refusal('POST', URL_MAPS, map(`${services}/r`))).toContain("400 Invalid value for field 'resource.");
    expect(project.refusal('POST', `${REGION}/urlMaps`, map(A))).toContain("'resource.defaultService'");
    expect(project.refusal('POST', 'regions/us-east1/urlMaps', map(`${services}/r`))).toMatch(/^400 /);
    project.make('POST', `${REGION}/urlMaps`, map(`${services}/r`));
  });

  test('may be buckets, global ones anywhere and those of a region there', () => {
    const project = projectWithServices();
    const bucket = { name: 'x', bucketName: 'bucket' };
    project.make('POST', 'global/backendBuckets', bucket);
    project.make('POST', `${REGION}/backendBuckets`, { ...bucket, loadBalancingScheme: 'EXTERNAL_MANAGED' });
    project.make('POST', URL_MAPS, map('global/backendBuckets/x'));
    project.make('POST', `${REGION}/urlMaps`, map('global/backendBuckets/x'));
    project.replace(`${REGION}/urlMaps/m`, map(`${REGION}/backendBuckets/x`));
    const { fingerprint } = project.get(`${URL_MAPS}/m`);
    const elsewhere = { ...map(`${REGION}/backendBuckets/x`), fingerprint };
    expect(project.refusal('PUT', `${URL_MAPS}/m`, elsewhere)).toContain(
      'The backend bucket must be in the scope of the URL map.',
    );
  });

  test('are of one scheme, or of the classic one and the managed one that follows it', () => {
    const project = projectWithServices('EXTERNAL');
    const services = 'global/backendServices';
    project.make('POST', services, { name: 'managed', loadBalancingScheme: 'EXTERNAL_MANAGED' });
    project.make('POST', services, { name: 'mesh', loadBalancingScheme: 'INTERNAL_SELF_MANAGED' });
    const both = (service: string): object => ({
      ...map(A),
      hostRules: [{ hosts: ['h'], pathMatcher: 'pm' }],
      pathMatchers: [{ name: 'pm', defaultService: `${services}/${service}` }],
    });
    expect(project.refusal('POST', URL_MAPS, both('mesh'))).toContain("'resource.pathMatchers[0].defaultService'");
    project.make('POST', URL_MAPS, both('managed'));
  });

  test('are what its fields for services name, whatever a text says', () => {
    const description = 'instead of regions/r/backendServices/b';
    const project = projectWithServices();
    project.make('POST', URL_MAPS, { ...map(A), description });
    expect(project.begin('GET', `${URL_MAPS}/m`)).toMatchObject({ description });
  });

  test('must exist, and are of no other kind', () => {
    const project = projectWithServices();
    expect(project.refusal('POST', URL_MAPS, map('global/backendServices/none'))).toBe(
      "404 The resource 'projects/p1/global/backendServices/none' was not found",
    );
    expect(project.refusal('POST', URL_MAPS, map('global/networks/default'))).toContain(
      "Unexpected resource collection 'networks'.",
    );
  });
});

describe('regular expressions', () => {
  const withRegex = withRouteRule({ matchRules: [{ regexMatch: '/x.*' }] });
  const field = "'resource.pathMatchers[0].routeRules[0].matchRules[0].regexMatch'";

  test('are not for global services of scheme EXTERNAL_MANAGED', () => {
    expect(projectWithServices('EXTERNAL_MANAGED').refusal('POST', URL_MAPS, withRegex)).toContain(field);
  });

  test.each(['INTERNAL_MANAGED', 'INTERNAL_SELF_MANAGED'])('are for services of scheme %s', (scheme) => {
    const project = projectWithServices(scheme);
    project.make('POST', URL_MAPS, withRegex);
    expect(project.get(`${URL_MAPS}/m`)).toHaveProperty('pathMatchers');
  });

  test('are for external services of a region', () => {
    const project = projectWithServices();
    for (const name of ['a', 'b'])
      project.make('POST', `${REGION}/backendServices`, { name, loadBalancingScheme: 'EXTERNAL_MANAGED' });
    const regional: unknown = JSON.parse(JSON.stringify(withRegex).replaceAll('global/', `${REGION}/`));
    project.make('POST', `${REGION}/urlMaps`, regional);
    expect(project.get(`${REGION}/urlMaps/m`)).toHaveProperty('pathMatchers');
  });
});

describe('the classic load balancer', () => {
  const refusal = (rule: object): string =>
    projectWithServices('EXTERNAL').refusal('POST', URL_MAPS, withRouteRule(rule));

  test.each([
    { matchRules: [{ prefixMatch: '/x', headerMatches: [{ headerName: 'abtest', exactMatch: 'a' }] }] },
    { matchRules: [{ fullPathMatch: 'a full path' }], routeAction: { urlRewrite: { hostRewrite: 'x.example' } } },
  ])('has route rules that send requests somewhere and rewrite their URLs: %j', (rule) => {
    const project = projectWithServices('EXTERNAL');
    project.make('POST', URL_MAPS, withRouteRule(rule));
    expect(project.get(`${URL_MAPS}/m`)).toHaveProperty('pathMatchers');
  });

  test('does nothing else with them', () => {
    expect(refusal({ matchRules: [{ prefixMatch: '/x' }], routeAction: { timeout: { seconds: '5' } } })).toBe(
      "400 Invalid value for field 'resource.defaultService': 'https://www.googleapis.com/compute/v1/projects/p1/global/backendServices/a'. Advanced routing rules are not supported for scheme EXTERNAL",
    );
  });

  test('has no templates', () => {
    expect(refusal({ matchRules: [{ pathTemplateMatch: '/x/*' }] })).toContain(
      "matchRules[0].pathTemplateMatch': '/x/*'. Fields matchRules.pathTemplateMatch and routeAction.urlRewrite.pathTemplateRewrite are incompatible with LB Type Global EXTERNAL",
    );
  });
});

test('a service cannot be deleted while a map sends requests to it, and says by whom it is used', () => {
  const project = projectWithServices();
  project.make('POST', URL_MAPS, map(A));
  const link = 'https://www.googleapis.com/compute/v1/projects/p1/global/urlMaps/m';
  expect(project.get(A)['usedBy']).toEqual([{ reference: link }]);
  expect(project.refused('DELETE', A)).toEqual({
    status: 400,
    reason: 'resourceInUseByAnotherResource',
    message:
      "The backend_service resource 'projects/p1/global/backendServices/a' is already being used by 'projects/p1/global/urlMaps/m'",
  });
  project.make('PATCH', `${URL_MAPS}/m`, { defaultService: B });
  expect(project.get(A)).not.toHaveProperty('usedBy');
  project.make('DELETE', A);
});
