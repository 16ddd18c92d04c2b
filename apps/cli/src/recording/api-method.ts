import { methods } from '@gcepool/api';

/** The method of the API that a request calls, in two parts; both empty if it calls none. */
export function apiMethodOf(
  httpMethod: string,
  path: string,
): { readonly collection: string; readonly apiMethod: string } {
  const segments = path.replace(/^\/compute\/v1\//, '').split('/');
  const found = methods.find((method) => method.httpMethod === httpMethod && isMatch(method.path.split('/'), segments));
  const [collection = '', apiMethod = ''] = found?.id.split('.') ?? [];
  return { collection, apiMethod };
}

const isMatch = (template: readonly string[], segments: readonly string[]): boolean =>
  template.length === segments.length &&
  template.every((part, index) => part.startsWith('{') || part === segments[index]);
