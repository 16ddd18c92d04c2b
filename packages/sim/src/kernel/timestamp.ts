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
    characters = Array.from(hourText(hour), (character) => character.charCodeAt(0));
  }
  const ms = Math.floor(now) - hour * HOUR_MS;
  const seconds = Math.floor(ms / 1000);
  write(Math.floor(seconds / 60), 14, 2);
  write(seconds % 60, 17, 2);
  write(ms % 1000, 20, 3);
  lastNow = now;
  // One piece: what is put together of parts is kept as all its parts, in each of thousands of resources.
  lastTimestamp = String.fromCharCode(...characters);
  return lastTimestamp;
}

// The last time and hour printed: most times printed in a row are the same, or lie in one hour.
let lastNow = Number.NaN;
let lastTimestamp = '';
let lastHour = Number.NaN;
let characters: number[] = [];

/** The first millisecond of an hour since the epoch. */
function hourText(hour: number): string {
  const offsetHours = isPacificDaylightTime(hour * HOUR_MS) ? 7 : 8;
  return `${new Date((hour - offsetHours) * HOUR_MS).toISOString().slice(0, -1)}-0${offsetHours}:00`;
}

/** Writes a number of so many digits into the characters of the hour. */
function write(value: number, start: number, digits: number): void {
  for (let index = start + digits - 1, rest = value; index >= start; index--, rest = Math.floor(rest / 10)) {
    characters[index] = ZERO + (rest % 10);
  }
}

const ZERO = '0'.charCodeAt(0);

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
