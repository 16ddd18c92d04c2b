import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Announcements } from './announcements.ts';

/** Processes of one log, each of which hears what any of them tells, at once. */
class Hall {
  readonly told: string[] = [];
  readonly all: Announcements[] = [];
  /** How often each was told of something new. */
  readonly news: number[] = [];
  isAway = false;

  enter(): Announcements {
    const index = this.all.length;
    this.news.push(0);
    const announcements = new Announcements({
      teller: `t${index}`,
      tell: async (text) => {
        if (this.isAway) throw new Error('the connection is lost');
        this.tell(text);
      },
      onNews: () => void (this.news[index] = (this.news[index] ?? 0) + 1),
    });
    this.all.push(announcements);
    return announcements;
  }

  append(by: Announcements, position: number): void {
    const text = by.with(position);
    if (text !== undefined) this.tell(text);
    by.appended(position, text);
  }

  tell(text: string): void {
    this.told.push(text);
    for (const one of this.all) one.heard(text);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('all are told', () => {
  test('with what is appended after a pause, at once', async () => {
    const hall = new Hall();
    const one = hall.enter();
    hall.append(one, 1);
    await vi.advanceTimersByTimeAsync(50);
    hall.append(one, 2);
    expect(hall.told).toEqual(['t0 1', 't0 2']);
  });

  test('of many appends in a row with the first, and at the end of the pause of all the others', async () => {
    const hall = new Hall();
    const one = hall.enter();
    for (let position = 1; position <= 10; position++) hall.append(one, position);
    expect(hall.told).toEqual(['t0 1']);
    await vi.advanceTimersByTimeAsync(100);
    expect(hall.told).toEqual(['t0 1', 't0 10']);
  });

  test('by one of several: who tells of what is behind tells of what is before it', async () => {
    const hall = new Hall();
    const [one, other] = [hall.enter(), hall.enter()];
    hall.append(one, 1);
    hall.append(other, 2);
    hall.append(one, 3);
    await vi.advanceTimersByTimeAsync(19);
    hall.tell('t2 4');
    await vi.advanceTimersByTimeAsync(100);
    expect(hall.told).toEqual(['t0 1', 't2 4']);
  });

  test.each(['t2 1', 'a-release-that-tells-no-position'])('still, where %s says nothing of it', async (text) => {
    const hall = new Hall();
    const one = hall.enter();
    hall.append(one, 1);
    hall.append(one, 2);
    hall.tell(text);
    await vi.advanceTimersByTimeAsync(100);
    expect(hall.told).toEqual(['t0 1', text, 't0 2']);
  });

  test('later, when they could not be told', async () => {
    const hall = new Hall();
    const one = hall.enter();
    hall.append(one, 1);
    hall.append(one, 2);
    hall.isAway = true;
    await vi.advanceTimersByTimeAsync(100);
    expect(hall.told).toEqual(['t0 1']);
    hall.isAway = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(hall.told).toEqual(['t0 1', 't0 2']);
  });

  test('at the end, of what is owed', async () => {
    const hall = new Hall();
    const one = hall.enter();
    hall.append(one, 1);
    hall.append(one, 2);
    await one.close();
    expect(hall.told).toEqual(['t0 1', 't0 2']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('who hears', () => {
  test('has news of others, not of itself', () => {
    const hall = new Hall();
    const [one] = [hall.enter(), hall.enter()];
    hall.append(one, 1);
    expect(hall.news).toEqual([0, 1]);
    hall.tell('a-release-that-tells-no-position');
    expect(hall.news).toEqual([1, 2]);
  });

  test('looks once more after a silence: who owed something may have been killed', async () => {
    const hall = new Hall();
    const [one, other] = [hall.enter(), hall.enter()];
    hall.append(one, 1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(hall.news).toEqual([0, 2]);
    hall.append(one, 2);
    await other.close();
    await vi.advanceTimersByTimeAsync(5000);
    expect(hall.news).toEqual([0, 3]);
  });
});
