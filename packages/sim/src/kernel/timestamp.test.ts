import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timestamp } from './timestamp.ts';

describe('Pacific time', () => {
  test.each([
    // Known instants: the epoch, a day in each half of the year, the last millisecond of a year.
    ['2021-08-11T21:51:38.396Z', '2021-08-11T14:51:38.396-07:00'],
    ['2026-01-05T16:00:00.000Z', '2026-01-05T08:00:00.000-08:00'],
    ['2025-12-31T23:59:59.999Z', '2025-12-31T15:59:59.999-08:00'],
    ['2026-01-01T07:59:59.999Z', '2025-12-31T23:59:59.999-08:00'],
    // Forward on 8 March 2026 at 2:00 standard time.
    ['2026-03-08T09:59:59.999Z', '2026-03-08T01:59:59.999-08:00'],
    ['2026-03-08T10:00:00.000Z', '2026-03-08T03:00:00.000-07:00'],
    // Back on 1 November 2026 at 2:00 daylight time: the hour from one to two comes twice.
    ['2026-11-01T08:59:59.999Z', '2026-11-01T01:59:59.999-07:00'],
    ['2026-11-01T09:00:00.000Z', '2026-11-01T01:00:00.000-08:00'],
    // Years whose changes fall on the first and on the last possible day.
    ['2020-03-08T10:00:00.000Z', '2020-03-08T03:00:00.000-07:00'],
    ['2020-11-01T09:00:00.000Z', '2020-11-01T01:00:00.000-08:00'],
    ['2027-03-14T10:00:00.000Z', '2027-03-14T03:00:00.000-07:00'],
    ['2027-11-07T08:59:59.999Z', '2027-11-07T01:59:59.999-07:00'],
  ])('%s is %s', (utc, pacific) => {
    expect(timestamp(Date.parse(utc))).toBe(pacific);
  });

  test('is the same instant, with the offset that the time zone database knows', () => {
    const database = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Los_Angeles', timeZoneName: 'longOffset' });
    // The rules are those since 2007.
    const times = fc.integer({ min: Date.UTC(2007, 0), max: Date.UTC(2036, 11) });
    fc.assert(
      fc.property(times, (now) => {
        const text = timestamp(now);
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[78]:00$/);
        expect(Date.parse(text)).toBe(now);
        expect(database.format(now)).toContain(`GMT${text.slice(-6)}`);
      }),
      { numRuns: 2000 },
    );
  });

  test('does not depend on what was printed before', () => {
    const [winter, summer] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)];
    expect([winter, summer, winter, winter + 1, summer].map(timestamp)).toEqual([
      '2025-12-31T16:00:00.000-08:00',
      '2026-06-30T17:00:00.000-07:00',
      '2025-12-31T16:00:00.000-08:00',
      '2025-12-31T16:00:00.001-08:00',
      '2026-06-30T17:00:00.000-07:00',
    ]);
  });
});
