import type { WorldEvent } from './world-event.ts';

type KindOfWorld = (events: readonly WorldEvent[]) => boolean;

const some =
  (happens: (event: WorldEvent) => boolean): KindOfWorld =>
  (events) =>
    events.some((event) => happens(event));

const TOO_FAST = { error: { code: 429 } };

/** What worlds are about that everybody asks for, each with how it is told from the events. */
export const WORLD_KINDS: Readonly<Record<string, KindOfWorld>> = {
  'machines that vanish': some((event) => event.do === 'vanish'),
  'machines that are preempted': some((event) => event.do === 'ail' && event.how === 'stopped'),
  'machines that answer no more': some((event) => event.do === 'ail' && event.how === 'down'),
  'machines that fail a changed health check': some((event) => event.do === 'ail' && event.how === 'deaf'),
  'other nodes than before': (events) =>
    new Set(events.flatMap((event) => (event.do === 'setDesired' ? [`${event.cluster} ${event.nodes.join()}`] : [])))
      .size > 1,
  'calls that fail': some((event) => event.do === 'fault'),
  'storms of 429': some(
    (event) =>
      event.do === 'rateLimit' ||
      (event.do === 'fault' && JSON.stringify(event.rule.fault) === JSON.stringify(TOO_FAST)),
  ),
  'zones out of reach': some((event) => event.do === 'outOfReach'),
  'processes that die half way': some((event) => event.do === 'crash'),
  'two replicas at the same time': some(
    (event) => event.do === 'together' && event.who.includes(0) && event.who.includes(1),
  ),
  'a rival with other wishes': some((event) => event.do === 'rival'),
  'edits by hand': some((event) => event.do === 'edit' || (event.do === 'together' && event.edits.length > 0)),
};

/** Which kinds a world is of. */
export const kindsOf = (events: readonly WorldEvent[]): string[] =>
  Object.keys(WORLD_KINDS).filter((kind) => WORLD_KINDS[kind]?.(events));
