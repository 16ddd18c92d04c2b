import type { Caller, RetriedCall } from './caller.ts';
import { traitsOf } from './method.ts';

/**
 * The same cloud, or part of one, whose calls are made through a caller: rate-limited, retried, with request ids; so are
 * those of its `inRegion`. Everything else is passed through.
 */
export function rateLimitedClient<T extends object>(
  cloud: T,
  caller: Caller,
  onRetry?: (retried: RetriedCall) => void,
): T {
  return new Proxy(cloud, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      if (key === 'inRegion') {
        return (...parameters: unknown[]): unknown => {
          const regional: unknown = Reflect.apply(member, target, parameters);
          return typeof regional === 'object' && regional !== null
            ? rateLimitedClient(regional, caller, onRetry)
            : regional;
        };
      }
      const traits = traitsOf(key);
      if (traits === undefined) return (...parameters: unknown[]): unknown => Reflect.apply(member, target, parameters);
      return (...parameters: unknown[]): Promise<unknown> =>
        caller.call(
          String(key),
          traits,
          async (options) => Reflect.apply(member, target, withOptions(parameters, traits.optionsAt, options)),
          onRetry,
        );
    },
  });
}

/** Puts the options where the method takes them; a read takes none. */
function withOptions(parameters: readonly unknown[], at: number | undefined, options: object): readonly unknown[] {
  if (at === undefined) return parameters;
  const all = [...parameters, ...Array.from({ length: Math.max(0, at - parameters.length) }, () => undefined)];
  return [...all.slice(0, at), { ...options, ...Object(all[at]) }];
}
