import { InvalidArgumentError } from 'commander';
import { parseSelector } from '@gcepool/kubernetes/selector';
import type { Selector } from '@gcepool/kubernetes/selector';

/** Parses one TCP port number from 1 to 65535. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('Use a number from 1 to 65535.');
}

/** Parses a port to listen on: 0 leaves the choice to the system. */
export const parseListenPort = (text: string): number => (text === '0' ? 0 : parsePort(text));

/** Parses a whole number from 0 on. */
export function parseCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Use a whole number from 0 on.');
}

/** Checks a point in time of RFC 3339. */
export function parseTime(text: string): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[-+]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('Use a time such as 2026-01-05T08:00:00Z.');
}

/** Parses a share of a hundred. */
export function parsePercent(text: string): number {
  const percent = /^\d{1,3}(?:\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent;
  throw new InvalidArgumentError('Use a number from 0 to 100.');
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Parses a duration: seconds, fractions allowed, or with a unit: `90`, `90s`, `5m`, `1h`; gives milliseconds. */
export function parseSeconds(text: string): number {
  const [, count = '', unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)([smh])?$/.exec(text) ?? [];
  if (count !== '') return Math.round(Number(count) * (UNITS[unit] ?? Number.NaN));
  throw new InvalidArgumentError('Use a number of seconds, such as 60, or 5m or 1h.');
}

/** Parses how long to wait for health: seconds, or `none` for not at all; gives milliseconds, or `false`. */
export function parseHealthyWithin(text: string): number | false {
  if (text === 'none') return false;
  try {
    return parseSeconds(text);
  } catch {
    throw new InvalidArgumentError('Use a number of seconds, such as 60, or none.');
  }
}

/** Collects the ports of a variadic argument. */
export const collectPorts = (text: string, earlier: readonly number[] | undefined): readonly number[] => [
  ...(earlier ?? []),
  parsePort(text),
];

/** Collects the values of a flag that may be given several times. */
export const collect = (text: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  text,
];

/** Collects zone names separated by commas, of a flag that may be given several times; a zone named twice counts once. */
export function collectZones(text: string, earlier: readonly string[] = []): readonly string[] {
  const zones = text.split(',').map((zone) => zone.trim());
  if (zones.every((zone) => /^[a-z]+(?:-[a-z0-9]+)+$/.test(zone))) return [...new Set([...earlier, ...zones])];
  throw new InvalidArgumentError('Use zone names separated by commas, such as us-central1-a,us-central1-b.');
}

/** Collects selectors of a flag that may be given several times. */
export function collectSelectors(text: string, earlier: readonly Selector[] = []): readonly Selector[] {
  try {
    return [...earlier, parseSelector(text)];
  } catch (error) {
    throw new InvalidArgumentError(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Parses a project id, with or without the domain of old ones. */
export function parseProject(text: string): string {
  if (/^(?:[a-z0-9.-]+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(text)) return text;
  throw new InvalidArgumentError('Use a project id: 6 to 30 lower-case letters, digits and hyphens.');
}

/** Parses the base URL of a Compute endpoint. */
export function parseEndpoint(text: string): URL {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username)
    return url;
  throw new InvalidArgumentError('Use a scheme, host and port alone, such as http://127.0.0.1:8080.');
}

/** Parses the uid of a cluster, the end of the names of everything it owns; empty for names without one. */
export function parseCluster(text: string): string {
  if (text === '') return text;
  // `k8s-be-65535--` and 48 characters make 62: a longer name is cut, and what is cut is not recognised as our own.
  if (/^[a-z0-9](?:[-a-z0-9]{0,46}[a-z0-9])?$/.test(text) && !text.includes('--')) return text;
  throw new InvalidArgumentError('Use up to 48 lower-case letters, digits and single hyphens.');
}

/** As {@link parseEndpoint}, and with a path where it is that of a fork. */
export function parseSimulatorUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username) return url;
  throw new InvalidArgumentError('Use an address such as http://127.0.0.1:4080.');
}
