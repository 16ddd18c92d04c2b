import { collectionOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import { Transaction } from '../../kernel/transaction.ts';
import type { TakingRule } from './forwarding-rules.ts';
import { takingRules } from './forwarding-rules.ts';
import type { Progress, RouteAnswer, RouteStep } from './route-answer.ts';
import { andThen, passOn } from './route-answer.ts';
import { routeInstance, routePool, routeService } from './route-backends.ts';
import type { Question } from './route-question.ts';
import type { Destination } from './route-target.ts';
import { routeTarget } from './route-target.ts';

/** An answer without its steps. */
type Arrival = RouteAnswer extends infer A ? (A extends { readonly steps: unknown } ? Omit<A, 'steps'> : never) : never;

/**
 * Where a request would go: the first of the forwarding rules that take it, and that lead anywhere, says so. Policies of
 * security and identity are not asked, and caches are taken to be empty.
 */
export function route(question: Question, state: State): RouteAnswer {
  const { rules, steps } = takingRules(question, state);
  // Nothing is written, so no token is drawn from any seed.
  const transaction = new Transaction(state, 0);
  const past: RouteStep[] = [...steps];
  for (const rule of rules) {
    const progress = follow(rule, question, transaction);
    past.push(...progress.steps);
    if (progress.next !== undefined) return { ...progress.next, steps: past };
  }
  return { outcome: 'unreachable', steps: past };
}

const follow = ({ path, rule, why }: TakingRule, question: Question, transaction: Transaction): Progress<Arrival> =>
  andThen(passOn(path, why, rule), () =>
    andThen(routeTarget(path, rule, question, transaction.state), (destination) =>
      arrive(path, destination, transaction),
    ),
  );

function arrive(forwardingRule: string, destination: Destination, transaction: Transaction): Progress<Arrival> {
  const { url } = destination;
  if (destination.kind === 'redirect') {
    return { steps: [], next: { outcome: 'redirect', forwardingRule, url, code: destination.code } };
  }
  const { kind, path } = destination;
  if (collectionOf(path) === 'backendBuckets') {
    return passOn(path, 'It answers with what is in its bucket.', {
      outcome: 'bucket',
      forwardingRule,
      bucket: path,
      url,
    });
  }
  if (kind === 'service') {
    return andThen(routeService(path, forwardingRule, transaction), (backends) => ({
      steps: [],
      next: { outcome: 'backend', forwardingRule, service: path, url, backends },
    }));
  }
  const progress = kind === 'pool' ? routePool(path, transaction) : routeInstance(path, transaction);
  return andThen(progress, (backends) => ({ steps: [], next: { outcome: 'backend', forwardingRule, url, backends } }));
}
