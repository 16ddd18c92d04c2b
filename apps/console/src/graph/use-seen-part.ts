import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Part } from './seen-part.ts';
import { isSamePart, seenPart } from './seen-part.ts';

const WHOLE: Part = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
const NOTHING: Part = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

/** The part of the picture that is in sight, or all of it where it need not be known. */
export function useSeenPart(frame: RefObject<HTMLDivElement | null>, scale: number, isNeeded: boolean): Part {
  const [part, setPart] = useState<Part>(WHOLE);
  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null || !isNeeded) {
      setPart(WHOLE);
      return;
    }
    const look = (): void => {
      const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = current;
      const next = seenPart({ left, top, width, height }, scale);
      setPart((before) => (isSamePart(before, next) ? before : next));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [frame, scale, isNeeded]);
  // Before the frame has a size nothing of a large picture is made.
  return isNeeded && part === WHOLE ? NOTHING : part;
}
