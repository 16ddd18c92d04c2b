/** The single settings of an object: `logConfig.sampleRate`. A list is one setting. Pure. */
export function settingPaths(settings: object): string[] {
  return Object.entries(settings).flatMap(([field, value]) => {
    if (value === undefined) return [];
    const below = isObject(value) ? settingPaths(value) : [];
    return below.length === 0 ? [field] : below.map((path) => `${field}.${path}`);
  });
}

/** The value at the path of a setting; `undefined` where there is none. Pure. */
export function valueAt(settings: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, field) => (isObject(at) && Object.hasOwn(at, field) ? at[field] : undefined), settings);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
