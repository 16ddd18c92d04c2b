import { isSame } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { parsePath, projectOf } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { propertiesInZone } from '../instances/instance-template-properties.ts';
import { completeServiceAccount, completeSettings } from '../instances/instance-defaults.ts';
import { started, stopped } from '../instances/instance-power.ts';
import { checkMachine } from '../instances/machine-rules.ts';
import { managedBy, templateOf } from '../instances/managed-by.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { stateNamed } from './manager-configs.ts';
import { renewInstances, withOrigin } from './managed-instances.ts';
import { applyState } from './preserved-state.ts';
import { actionBetween, isMoreDisruptive, moreDisruptive, UPDATED_IN_PLACE } from './update-action.ts';
import type { UpdateAction } from './update-action.ts';

type Instance = Resource<'Instance'>;
type Manager = Resource<'InstanceGroupManager'>;
type Properties = Resource<'InstanceProperties'>;

/** How much an update may and must disrupt. */
export interface Disruption {
  readonly minimal: UpdateAction;
  readonly most: UpdateAction;
}

/**
 * Makes instances what templates say, each with the least disruption that does it and that is asked for.
 *
 * @param templates the one of which each is to be, by the instance's path
 * @returns paths of the instances that would be disrupted more than is allowed, which are left as they are
 */
export function updateInstances(
  manager: string,
  resource: Manager,
  templates: ReadonlyMap<string, string>,
  { minimal, most }: Disruption,
  transaction: Transaction,
): readonly string[] {
  const needed = actionsFor(templates, projectOf(manager), transaction);
  const replaced = new Map<string, string>();
  const forbidden: string[] = [];
  for (const [path, template] of templates) {
    const action = moreDisruptive(minimal, needed.get(path) ?? 'REPLACE');
    if (isMoreDisruptive(action, most)) forbidden.push(path);
    else if (action === 'REPLACE') replaced.set(path, template);
    else if (action !== 'NONE') updateInPlace(manager, path, template, action, transaction);
  }
  if (replaced.size > 0) renewInstances(manager, resource, replaced, transaction);
  return forbidden;
}

/** What makes each instance one of its template; of two templates it is found out once. */
function actionsFor(
  templates: ReadonlyMap<string, string>,
  project: string,
  transaction: Transaction,
): ReadonlyMap<string, UpdateAction> {
  const between = new Map<string, UpdateAction>();
  return new Map(
    [...templates].map(([path, to]) => {
      const from = templateOf(find(transaction, 'instances', path));
      if (from === to) return [path, 'NONE'];
      const pair = `${from} ${to}`;
      let action = between.get(pair);
      if (action === undefined) between.set(pair, (action = actionOf(from, to, project, transaction)));
      return [path, action];
    }),
  );
}

/** A template that is gone tells nothing: what was made of it is made anew. */
function actionOf(from: string, to: string, project: string, transaction: Transaction): UpdateAction {
  const [before, after] = [propertiesOf(from, project, transaction), propertiesOf(to, project, transaction)];
  return before === undefined || after === undefined ? 'REPLACE' : actionBetween(before, after);
}

const propertiesOf = (template: string, project: string, transaction: Transaction): Properties | undefined =>
  find(transaction, 'instanceTemplates', referencedPath(template, project))?.resource.properties;

/** The instance goes on as what it is, with what its new template changes. */
function updateInPlace(
  manager: string,
  path: string,
  template: string,
  action: UpdateAction,
  transaction: Transaction,
): void {
  const { scope, name } = parsePath(path);
  const project = projectOf(manager);
  const before = find(transaction, 'instances', path);
  const sent = propertiesOf(template, project, transaction);
  if (before === undefined || sent === undefined) return;
  const isRestarted = action === 'RESTART' && before.resource.status === 'RUNNING';
  const instance = isRestarted ? stopped(before, 'TERMINATED', transaction) : before;
  const resource = withProperties(
    instance.resource,
    withOrigin(propertiesInZone(sent, scope), manager, template),
    project,
    transaction,
  );
  const changed = { resource, hidden: { ...instance.hidden, ...managedBy(manager, template) } };
  transaction.put(path, isRestarted ? started(changed, transaction) : changed);
  const state = stateNamed(find(transaction, 'instanceGroupManagers', manager), name);
  applyState(path, state, { transaction, project, scope, name });
}

/** @throws Refusal for a machine that cannot be as the template says */
function withProperties(before: Instance, properties: Instance, project: string, transaction: Transaction): Instance {
  const draft: Draft<Instance> = { ...before, fingerprint: transaction.newFingerprint() };
  for (const field of UPDATED_IN_PLACE) delete draft[field];
  const given = UPDATED_IN_PLACE.filter((field) => properties[field] !== undefined);
  Object.assign(draft, Object.fromEntries(given.map((field) => [field, properties[field]])));
  if (!isSame(draft.labels, before.labels)) draft.labelFingerprint = transaction.newFingerprint();
  completeSettings(draft, before, transaction);
  checkMachine(draft, transaction);
  if (draft.serviceAccounts !== undefined) {
    draft.serviceAccounts = draft.serviceAccounts.map((account) =>
      completeServiceAccount(account, project, transaction),
    );
  }
  return draft;
}
