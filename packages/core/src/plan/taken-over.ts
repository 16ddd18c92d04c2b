import type { BackendService } from '@gcepool/api';
import { describedService } from '../names/description.ts';
import { enumeration } from '../names/enumeration.ts';
import { resourceOf } from './plan-backend-service.ts';
import type { BackendServiceSpec } from './spec.ts';
import type { Notice } from './step.ts';

/** Settings that somebody chose, each with whether a backend service has another than GCE gives a new one. */
const CHOSEN: Readonly<Record<string, (service: BackendService) => boolean>> = {
  timeoutSec: ({ timeoutSec = 30 }) => timeoutSec !== 30,
  sessionAffinity: ({ sessionAffinity = 'NONE' }) => sessionAffinity !== 'NONE',
  connectionDraining: ({ connectionDraining }) => (connectionDraining?.drainingTimeoutSec ?? 0) > 0,
  enableCDN: ({ enableCDN }) => enableCDN === true,
  iap: ({ iap }) => iap?.enabled === true,
  customRequestHeaders: ({ customRequestHeaders = [] }) => customRequestHeaders.length > 0,
  customResponseHeaders: ({ customResponseHeaders = [] }) => customResponseHeaders.length > 0,
  logConfig: ({ logConfig }) => logConfig?.enable === true,
  securityPolicy: ({ securityPolicy = '' }) => securityPolicy !== '',
};

/** What a backend service keeps of the Service that had its nodePort before, for nobody says otherwise. Pure. */
export function keptOfFormer(spec: BackendServiceSpec, existing: BackendService | undefined): Notice[] {
  const former = describedService(existing?.description ?? '');
  const { service, settings = {}, label } = spec;
  if (existing === undefined || former === undefined || service === undefined) return [];
  if (former.name === service.name && former.port === service.port) return [];
  const kept = chosenBut(settings, existing);
  if (kept.length === 0) return [];
  const was = former.port === undefined ? former.name : `${former.name}:${former.port}`;
  return [
    {
      about: resourceOf(spec),
      message: `was that of ${was} and keeps its ${enumeration(kept)}, of which ${label} says nothing; a BackendConfig does`,
    },
  ];
}

/** What a new backend service lacks of the one whose place it takes, for nobody asks for it. Pure. */
export function lackedOfReplaced(spec: BackendServiceSpec, replaced: BackendService, resource: string): Notice[] {
  const lacked = chosenBut(spec.settings ?? {}, replaced);
  if (lacked.length === 0) return [];
  const message = `takes the place of ${resource} without its ${enumeration(lacked)}, of which ${spec.label} says nothing; a BackendConfig does`;
  return [{ about: resourceOf(spec), message }];
}

/** What somebody chose of the settings of a backend service, those aside that are given. */
function chosenBut(given: object, service: BackendService): string[] {
  return Object.keys(CHOSEN).filter((field) => !Object.hasOwn(given, field) && CHOSEN[field]?.(service) === true);
}
