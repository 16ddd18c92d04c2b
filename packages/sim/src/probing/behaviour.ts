import type { JsonObject } from '../kernel/json.ts';
import type { BehaviourChange } from '../kernel/entry-rules.ts';

/** What an instance or endpoint does on a port when it is probed. */
export type Behaviour =
  /** It answers at once, as a probe wants it to. */
  | { readonly kind: 'up' }
  /** It refuses connections. */
  | { readonly kind: 'down' }
  /** It answers after `responseMs`, which a probe waits for or not: see the health check's `timeoutSec`. */
  | { readonly kind: 'slow'; readonly responseMs: number }
  /** It is up for `upMs`, down for `downMs`, and so on, beginning with the moment it is set. */
  | { readonly kind: 'flapping'; readonly upMs: number; readonly downMs: number };

/** How many changes of one target are remembered; the oldest of them is taken to have held ever before. */
const KEPT_CHANGES = 100;

/** A history with one change more. */
export function withBehaviour(
  history: readonly BehaviourChange[],
  { now, port, behaviour }: { readonly now: number; readonly port?: number; readonly behaviour: Behaviour },
): readonly BehaviourChange[] {
  const change = { from: now, ...(port === undefined ? {} : { port }), behaviour: { ...behaviour } };
  return [...history, change].slice(-KEPT_CHANGES);
}

/** What a probe of a port finds that is sent at a time: what was set in that very moment came too late for it. */
export interface Finding {
  readonly succeeds: boolean;
  /** Since when the target has done what it does; `-Infinity` for what nobody said anything of, which is up. */
  readonly since: number;
}

export function findingAt(
  history: readonly BehaviourChange[],
  port: number | undefined,
  time: number,
  timeoutMs: number,
): Finding {
  const change = history.findLast((item) => item.from < time && (item.port === undefined || item.port === port));
  if (change === undefined) return ALWAYS_UP;
  return { succeeds: succeeds(change.behaviour, time - change.from, timeoutMs), since: change.from };
}

const ALWAYS_UP: Finding = { succeeds: true, since: -Infinity };

function succeeds(behaviour: JsonObject, sinceMs: number, timeoutMs: number): boolean {
  switch (behaviour.kind) {
    case 'down':
      return false;
    case 'slow':
      return Number(behaviour.responseMs) <= timeoutMs;
    case 'flapping': {
      const upMs = Number(behaviour.upMs);
      return sinceMs % (upMs + Number(behaviour.downMs)) < upMs;
    }
    default:
      return true;
  }
}
