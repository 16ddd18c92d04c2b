/** A part of the picture, in its own coordinates. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What of the picture is scrolled into a frame, in CSS pixels of the screen. */
export interface Scrolled {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Parts begin and end at multiples of this, so that they are others only now and then while somebody scrolls. */
const TILE = 512;

/** The part that is seen at a scale, with what may be seen next around it. */
export function seenPart({ left, top, width, height }: Scrolled, scale: number): Part {
  const before = (at: number): number => Math.floor(at / scale / TILE - 1) * TILE;
  const after = (at: number): number => Math.ceil(at / scale / TILE + 1) * TILE;
  return { left: before(left), top: before(top), right: after(left + width), bottom: after(top + height) };
}

export const isSamePart = (a: Part, b: Part): boolean =>
  a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;

/** Whether any of one part is in another. */
export const meets = (a: Part, b: Part): boolean =>
  a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
