import type { BackendService } from '@gcepool/api';
import { overlaid } from '../cloud/overlay.ts';
import { describedSettings } from '../names/description.ts';
import type { BackendServiceSettings } from '../ports/service-port.ts';
import { settingPaths, valueAt } from './setting-paths.ts';
import type { BackendServiceSpec } from './spec.ts';

/** What GCE gives where nobody asks for anything, and what is not simply left out then. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  timeoutSec: 30,
  sessionAffinity: 'NONE',
  loadBalancingScheme: 'EXTERNAL',
  localityLbPolicy: 'ROUND_ROBIN',
};

/** Whether what has these settings does anything with the others of their kind; the rest always count. */
const COUNTS: Readonly<Record<string, (service: BackendService) => boolean>> = {
  cdnPolicy: ({ enableCDN }) => enableCDN === true,
  logConfig: ({ logConfig }) => logConfig?.enable === true,
  iap: ({ iap }) => iap?.enabled === true,
  affinityCookieTtlSec: ({ sessionAffinity }) => sessionAffinity === 'GENERATED_COOKIE',
};

/** The settings that a backend service has because the pool was asked for them, and is no more: they stay as they are. Pure. */
export function unaskedSettings(settings: BackendServiceSettings, existing: BackendService): string[] {
  const asked = new Set(settingPaths(settings));
  // Laid over a backend service are settings of one.
  const after = overlaid(existing, settings) as BackendService;
  return describedSettings(existing.description ?? '').filter((path) => {
    const [field = ''] = path.split('.');
    const [isAsked, counts] = [asked.has(path) || asked.has(field), ownOf(COUNTS, field)];
    return !isAsked && counts?.(after) !== false && isSet(path, valueAt(after, path));
  });
}

/** What to note of the settings of a backend service: those that are asked for, and those that it keeps. Pure. */
export function notedSettings({ settings = {} }: BackendServiceSpec, existing: BackendService = {}): string[] {
  const asked = settingPaths(settings).filter((path) => isSet(path, valueAt(settings, path)));
  return [...new Set([...asked, ...unaskedSettings(settings, existing)])];
}

const isSet = (path: string, value: unknown): boolean =>
  value !== ownOf(DEFAULTS, path) &&
  ![undefined, null, '', false, 0].some((empty) => empty === value) &&
  !(Array.isArray(value) && value.length === 0);

const ownOf = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
