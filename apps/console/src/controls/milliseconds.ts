const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({ ms: 1, s: 1_000, min: 60_000, m: 60_000, h: 3_600_000, d: 86_400_000 }),
);

/** How long `500 ms`, `30s`, `5 min`, `2h` or `1 d` is; a number alone is of seconds. Undefined for what is no time. */
export function millisecondsIn(text: string): number | undefined {
  const [, amount, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const factor = UNITS.get(unit === '' ? 's' : unit.toLowerCase());
  return amount === undefined || factor === undefined ? undefined : Math.round(Number(amount) * factor);
}
