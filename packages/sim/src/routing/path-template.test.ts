import { describe, expect, test } from 'vitest';
import { expandTemplate, matchTemplate, templateFault } from './path-template.ts';

const variablesOf = (template: string, path: string): Record<string, string> | undefined => {
  const variables = matchTemplate(template, path);
  return variables === undefined ? undefined : Object.fromEntries(variables);
};

describe('a path template', () => {
  test('matches one segment for * and any number for **', () => {
    expect(variablesOf('/videos/*', '/videos/a')).toEqual({});
    expect(variablesOf('/videos/*', '/videos/')).toBeUndefined();
    expect(variablesOf('/videos/*', '/videos/a/b')).toBeUndefined();
    expect(variablesOf('/videos/**', '/videos/a/b')).toEqual({});
    expect(variablesOf('/videos/**', '/videos/')).toEqual({});
    expect(variablesOf('/videos/**', '/audio/a')).toBeUndefined();
  });

  test('gives each variable what it matched', () => {
    expect(variablesOf('/{country}/{language}/{rest=**}', '/ch/de/a/b')).toEqual({
      country: 'ch',
      language: 'de',
      rest: 'a/b',
    });
    expect(variablesOf('/v1/{name=books/*}/pages', '/v1/books/7/pages')).toEqual({ name: 'books/7' });
  });

  test('takes everything else as it is', () => {
    expect(variablesOf('/a.b/(c)', '/a.b/(c)')).toEqual({});
    expect(variablesOf('/a.b', '/aXb')).toBeUndefined();
    expect(variablesOf('/a/', '/a/')).toEqual({});
    expect(variablesOf('/a/', '/a')).toBeUndefined();
  });

  test('is expanded in any order, and with text between', () => {
    const variables = new Map([
      ['user', 'ada'],
      ['cart', '7'],
    ]);
    expect(expandTemplate('/{cart}-{user}/', variables)).toBe('/7-ada/');
  });
});

test.each([
  ['videos', 'not a valid path template'],
  ['/a{b}', 'not a valid path template'],
  ['/{1}', 'not a valid path template'],
  ['/a*', 'not a valid path template'],
  ['/{a}/{a}', 'only once'],
  ['/**/a/*', 'must be the last'],
  ['/*/*/*/*/*/*', 'At most 5'],
])('%s is refused as a template', (template, fault) => {
  expect(templateFault(template)).toContain(fault);
});

test('what makes sense is not refused as a template', () => {
  expect(templateFault('/a/{b}/{c=x/*}/**')).toBeUndefined();
});
