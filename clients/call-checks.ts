import type { CallRecord } from '@gcepool/sim';
import type { CallCheck } from './client.ts';

/** What each client makes and deletes, by collection, with the number of them. */
const MADE: Readonly<Record<string, number>> = {
  networks: 1,
  firewalls: 1,
  instanceTemplates: 1,
  instances: 2,
  instanceGroups: 1,
  healthChecks: 1,
  backendServices: 1,
  urlMaps: 1,
  targetHttpProxies: 1,
  globalAddresses: 1,
  globalForwardingRules: 1,
};

const DONE = [
  'instanceGroups.setNamedPorts',
  'instanceGroups.addInstances',
  'instanceGroups.listInstances',
  'backendServices.patch',
  'backendServices.getHealth',
  'instances.aggregatedList',
  'backendServices.get',
] as const;

const REFUSED = [
  { method: 'backendServices.patch', status: 412, reason: 'conditionNotMet' },
  { method: 'healthChecks.delete', status: 400, reason: 'resourceInUseByAnotherResource' },
  { method: 'backendServices.get', status: 404, reason: 'notFound' },
] as const;

const count = (calls: readonly CallRecord[], method: string, status: number): number =>
  calls.filter((call) => call.method === method && call.status === status).length;

/** That no call went wrong as such. */
export const FLAWLESS: CallCheck = {
  title: 'no call of an unknown method, and none that failed in the simulator',
  isSeenIn: (calls) => calls.every(({ method, status }) => method !== undefined && status < 500),
};

/**
 * What the simulator must have seen of every client. The programs check answers in their own language; that they asked at all
 * is checked here, the same for all of them.
 */
export const CALL_CHECKS: readonly CallCheck[] = [
  ...Object.entries(MADE).flatMap(([collection, number]) =>
    ['insert', 'delete'].map((verb) => ({
      title: `${collection}.${verb}, ${number === 1 ? 'once' : `${number} times`}`,
      isSeenIn: (calls: readonly CallRecord[]) => count(calls, `${collection}.${verb}`, 200) === number,
    })),
  ),
  ...DONE.map((method) => ({
    title: method,
    isSeenIn: (calls: readonly CallRecord[]) => count(calls, method, 200) > 0,
  })),
  ...REFUSED.map(({ method, status, reason }) => ({
    title: `${method} refused with ${status} ${reason}`,
    isSeenIn: (calls: readonly CallRecord[]) =>
      calls.some((call) => call.method === method && call.status === status && call.reason === reason),
  })),
  FLAWLESS,
];
