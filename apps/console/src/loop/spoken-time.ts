const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** How long so many milliseconds are, to a person: `0 s`, `42 s`, `5 min`, `3 h`; seconds to two minutes, and so on. */
export function spokenLength(ms: number): string {
  const [unit, length] = UNITS.find(([, each]) => ms >= 2 * each) ?? ['s', 1_000];
  return `${Math.max(0, Math.floor(ms / length))} ${unit}`;
}

/** `2026-01-05 16:00:00`, UTC as in logs. */
export const spokenTime = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
