const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * RFC 3339 with milliseconds and the offset of US Pacific time, as GCE prints every time: `2026-01-05T08:00:00.000-08:00`.
 *
 * @param now milliseconds since the epoch
 */
export function timestamp(now: number): string {
  if (now === lastNow) return lastTimestamp;
  const hour = Math.floor(now / HOUR_MS);
  if (hour !== lastHour) {
    lastHour = hour;
    const offsetHours = isPacificDaylightTime(now) ? 7 : 8;
    lastHourText = new Date((hour - offsetHours) * HOUR_MS).toISOString().slice(0, 14);
    lastOffset = `-0${offsetHours}:00`;
  }
  const ms = Math.floor(now) - hour * HOUR_MS;
  const second = Math.floor(ms / 1000);
  const minutes = twoDigits(Math.floor(second / 60));
  lastNow = now;
  lastTimestamp = `${lastHourText}${minutes}:${twoDigits(second % 60)}.${threeDigits(ms % 1000)}${lastOffset}`;
  return lastTimestamp;
}

// The last time and hour printed: most times printed in a row are the same, or lie in one hour.
let lastNow = Number.NaN;
let lastTimestamp = '';
let lastHour = Number.NaN;
let lastHourText = '';
let lastOffset = '';

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));
const threeDigits = (value: number): string => (value < 100 ? `0${twoDigits(value)}` : String(value));

/** From the second Sunday of March to the first Sunday of November, changing at 2:00 local time. */
function isPacificDaylightTime(now: number): boolean {
  const year = new Date(now - 8 * HOUR_MS).getUTCFullYear();
  const start = sunday(year, 2, 2) + 10 * HOUR_MS;
  const end = sunday(year, 10, 1) + 9 * HOUR_MS;
  return now >= start && now < end;
}

/** Midnight UTC of the n-th Sunday of a month (0 = January). */
function sunday(year: number, month: number, nth: number): number {
  const first = Date.UTC(year, month, 1);
  const daysToSunday = (7 - new Date(first).getUTCDay()) % 7;
  return first + (daysToSunday + 7 * (nth - 1)) * DAY_MS;
}
