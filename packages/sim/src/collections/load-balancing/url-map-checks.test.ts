import { describe, expect, test } from 'vitest';
import {
  A,
  B,
  projectWithServices,
  storedUrlMap,
  URL_MAPS,
  urlMapRefusal,
  withMatcher,
} from '../../../test/url-maps.ts';

const matcher = (name: string, more: object = {}): object => ({ name, defaultService: A, ...more });
const hostRule = (pathMatcher: string, ...hosts: readonly string[]): object => ({ hosts, pathMatcher });
const pathRule = (...paths: readonly string[]): object => ({ paths, service: B });
const many = (count: number, of: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => of(index));

describe('the host rules of a URL map', () => {
  const bad = (hostRules: readonly object[], pathMatchers: readonly object[] = [matcher('pm')]): string =>
    urlMapRefusal({ defaultService: A, hostRules, pathMatchers });

  test('name a path matcher of the map', () => {
    expect(bad([hostRule('pm', 'x'), hostRule('qm', 'y')])).toBe(
      "400 Invalid value for field 'resource.hostRules[1].pathMatcher': 'qm'. Bad path matcher name specified in host rule.",
    );
  });

  test('name none without a name', () => {
    expect(bad([hostRule('', 'x')], [matcher('')])).toBe(
      "400 Required field 'resource.pathMatchers[0].name' not specified",
    );
  });

  test('have hosts', () => {
    expect(bad([hostRule('pm')])).toBe("400 Required field 'resource.hostRules[0].hosts' not specified");
  });

  test('share no host, whatever its case', () => {
    const twice = "400 Invalid value for field 'resource.hostRules[1].hosts[0]': 'A.example'. ";
    expect(bad([hostRule('pm', 'a.example'), hostRule('pm', 'A.example')])).toContain(twice);
  });

  test('leave no path matcher unused', () => {
    const pathMatchers = [matcher('pm'), matcher('qm')];
    expect(bad([hostRule('pm', 'x')], pathMatchers)).toContain("'resource.pathMatchers[1].name': 'qm'");
    expect(bad([hostRule('pm', 'x')], [matcher('pm'), matcher('pm')])).toContain('cannot have the same name');
    expect(bad([hostRule('pm', 'x')], [{ defaultService: A }])).toContain("'resource.hostRules[0].pathMatcher'");
  });

  test.each(['a.*.example', '*example', 'a*', '**', '192.0.2.1', '192.0.2.1:80', 'a_b', '-a', ''])(
    'have no host %j',
    (host) => {
      expect(bad([hostRule('pm', host)])).toContain(`'resource.hostRules[0].hosts[0]': '${host}'`);
    },
  );

  test.each(['*', '*.example.com', '*-canary.example.com', 'example.com', 'example.com:8080', 'EXAMPLE.com', '*:443'])(
    'have a host %j',
    (host) => {
      const map = storedUrlMap({
        defaultService: A,
        hostRules: [hostRule('pm', host)],
        pathMatchers: [matcher('pm')],
      });
      expect(map['hostRules']).toEqual([{ hosts: [host], pathMatcher: 'pm' }]);
    },
  );

  test('have a thousand hosts at most', () => {
    const hosts = many(1001, (index) => `h${index}.example`);
    expect(bad([hostRule('pm', ...hosts)])).toContain("'resource.hostRules'");
    projectWithServices().make('POST', URL_MAPS, {
      name: 'm',
      defaultService: A,
      hostRules: [hostRule('pm', ...hosts.slice(1))],
      pathMatchers: [matcher('pm')],
    });
  });
});

describe('the path rules of a path matcher', () => {
  test.each(['x', '/x*', '/*/x', '/x?y', '/x#y', '*', ''])('have no path %j', (path) => {
    expect(urlMapRefusal(withMatcher({ pathRules: [pathRule('/ok', path)] }))).toContain(
      `'resource.pathMatchers[0].pathRules[0].paths[1]': '${path}'`,
    );
  });

  test('have paths, and share none', () => {
    const field = 'resource.pathMatchers[0].pathRules';
    expect(urlMapRefusal(withMatcher({ pathRules: [pathRule()] }))).toContain(`Required field '${field}[0].paths'`);
    expect(urlMapRefusal(withMatcher({ pathRules: [pathRule('/x'), pathRule('/y', '/x')] }))).toContain(
      `'${field}[1].paths[1]': '/x'`,
    );
  });

  test('have a thousand paths at most', () => {
    const paths = many(1001, (index) => `/${index}`);
    expect(urlMapRefusal(withMatcher({ pathRules: [pathRule(...paths)] }))).toContain(
      'Total number of paths is 1001, which exceeds the limit 1000.',
    );
  });

  test('exclude route rules', () => {
    const routeRules = [{ priority: 1, service: B, matchRules: [{ prefixMatch: '/' }] }];
    expect(urlMapRefusal(withMatcher({ pathRules: [pathRule('/x')], routeRules }))).toContain(
      'Only one of pathRules and routeRules can be specified.',
    );
  });
});

test('a URL map has a hundred tests at most', () => {
  const tests = many(101, (index) => `/${index}`).map((path) => ({ host: 'h', path, service: A }));
  expect(urlMapRefusal({ defaultService: A, tests })).toContain("'resource.tests'");
});
