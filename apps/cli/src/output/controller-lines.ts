import { messageOf } from '@gcepool/core/internal';
import type { LeaderEvent } from '@gcepool/kubernetes';
import type { EventForm } from './run-lines.ts';
import type { Style } from './style.ts';

/** Something that happens to a controller beside its runs. */
export type ControllerEvent = LeaderEvent;

/** What is printed of such an event: a line for a person, or one of JSON, each with its time. */
export function controllerLines(
  event: ControllerEvent,
  at: Date,
  { output, logLevel }: EventForm,
  style: Style,
): string[] {
  if (logLevel === 'error' && event.type !== 'trouble') return [];
  const time = at.toISOString();
  if (output === 'text') return [`${style.dim(time)} ${sentence(event, style)}`];
  const { type, ...rest } = event;
  return [JSON.stringify({ time, event: type, ...rest, ...('error' in event && { error: messageOf(event.error) }) })];
}

function sentence(event: ControllerEvent, style: Style): string {
  switch (event.type) {
    case 'leading':
      return style.good('leading');
    case 'lost':
      return style.bad('leading no more');
    case 'released':
      return 'the Lease is given back';
    case 'following':
      return `${event.leader} leads`;
    case 'trouble':
      return `${style.bad('the API server')}: ${messageOf(event.error)}`;
  }
}
