import type { State } from '../kernel/state.ts';
import { route } from './oracle/route.ts';
import type { RouteAnswer } from './oracle/route-answer.ts';
import type { RouteQuestion } from './oracle/route-question.ts';
import { readQuestion } from './oracle/route-question.ts';
import type { Guests } from './guests.ts';
import { createGuests } from './guests.ts';
import type { Health } from './health.ts';
import { createHealth } from './health.ts';
import type { History, Past } from './history.ts';
import { createHistory } from './history.ts';
import type { Links } from './links.ts';
import { createLinks } from './links.ts';
import type { Quotas } from './quotas.ts';
import { createQuotas } from './quotas.ts';
import type { WorldCommand } from '../simulation/world-command.ts';

/** What of a simulator is no part of the API: how the simulated world is, and how it may be looked at. */
export interface World {
  readonly health: Health;
  readonly quotas: Quotas;
  /** What runs in instances. */
  readonly guests: Guests;
  /** What was, and which requests made it so. */
  readonly history: History;
  /** How resources refer to each other. */
  readonly links: Links;
  /**
   * Where a request would go now, and why: from forwarding rule over proxy and URL map to the members and endpoints that
   * are healthy. It is a read: with the instant clock, what runs in the project is done first.
   *
   * @throws TypeError for a field that makes no sense
   */
  readonly route: (question: RouteQuestion) => RouteAnswer;
}

/** What the faces to the world need of the simulator behind them. */
export interface WorldSource {
  readonly state: () => State;
  /** Lets time pass until now, where time passes by itself, and says what time it is. */
  readonly now: () => number;
  /** Lets time pass as a read of a project does. */
  readonly passTime: (project: string) => void;
  readonly change: (command: WorldCommand) => void;
  readonly past: () => Past;
}

/** The faces to the world of a simulator. */
export const createWorld = ({ state, now, passTime, change, past }: WorldSource): World => ({
  health: createHealth(state, now, change),
  quotas: createQuotas(state, now, change),
  guests: createGuests(now, change),
  history: createHistory(past),
  links: createLinks(state),
  route: (sent) => {
    const question = readQuestion(sent);
    passTime(question.project);
    return route(question, state());
  },
});
