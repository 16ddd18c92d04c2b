import type { Json, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import type { Snapshot } from '../kernel/snapshot.ts';
import type { WorldCommand } from '../simulation/world-command.ts';
import type { RequestCommand, Command } from '../simulation/simulation.ts';
import { settledKey } from './settled-key.ts';
import type { Renaming } from './renaming.ts';

/** A snapshot, or what of one is of a project, in which everything is renamed. */
export function renamedSnapshot<T extends Partial<Snapshot>>(renaming: Renaming, snapshot: T): T {
  const text = (value: string): string => renaming.text(value);
  const { resources, locks, pending, finished, requests, quotas, behaviours, told } = snapshot;
  return {
    ...snapshot,
    ...(resources && {
      resources: resources.map(([path, entry]) => [text(path), renamedEntry(renaming, entry)] as const),
    }),
    ...(locks && { locks: locks.map(([path, by]) => [text(path), text(by)] as const) }),
    ...(pending && { pending: pending.map(([key, path]) => [settledKey(key, text), text(path)] as const) }),
    ...(finished && { finished: finished.map(text) }),
    ...(requests && { requests: requests.map(([key, path]) => [settledKey(key, text), text(path)] as const) }),
    ...(quotas && { quotas: quotas.map(([key, limit]) => [text(key), limit] as const) }),
    ...(behaviours && { behaviours: behaviours.map(([target, history]) => [text(target), history] as const) }),
    ...(told && { told: told.map(([key, value]) => [text(key), renaming.json(value)] as const) }),
  };
}

/** What is stored of a resource, and what is kept beside it, whose fields are the simulator's own. */
function renamedEntry(renaming: Renaming, entry: JsonObject): JsonObject {
  return renamedHidden(renaming, entry, '') as JsonObject; // of the same form
}

function renamedHidden(renaming: Renaming, value: Json | undefined, field: string): Json | undefined {
  if (field === 'resource' || typeof value === 'string') return renaming.json(value, field);
  if (Array.isArray(value)) return value.map((item) => renamedHidden(renaming, item, field) ?? null);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      /^[a-z][a-zA-Z]*$/.test(key) ? key : renaming.text(key),
      renamedHidden(renaming, item, key),
    ]),
  );
}

/** A change that was no request, renamed. */
export function renamedChange(
  renaming: Renaming,
  change: Exclude<Command, RequestCommand>,
): Exclude<Command, RequestCommand> {
  switch (change.kind) {
    case 'advance':
      return change;
    case 'settle':
      return { ...change, project: renaming.text(change.project) };
    case 'told':
    case 'quota':
    case 'behaviour':
    case 'printed':
    case 'published':
    case 'projectReset':
      return renamedWorldCommand(renaming, change);
  }
}

function renamedWorldCommand(renaming: Renaming, command: WorldCommand): WorldCommand {
  const text = (value: string): string => renaming.text(value);
  switch (command.kind) {
    case 'told':
      return { ...command, key: text(command.key), value: renaming.json(command.value) };
    case 'quota':
      return { ...command, key: text(command.key) };
    case 'behaviour':
      return { ...command, target: text(command.target) };
    case 'printed':
      return { ...command, instance: text(command.instance), text: renaming.secret(command.text) };
    case 'published': {
      const { instance, namespace, key, value } = command;
      return {
        ...command,
        instance: text(instance),
        namespace: text(namespace),
        key: text(key),
        value: value === null ? null : renaming.secret(value),
      };
    }
    case 'projectReset': {
      const { project, start } = command;
      return {
        ...command,
        project: text(project),
        ...(start === undefined ? {} : { start: renamedSnapshot(renaming, start) }),
      };
    }
  }
}
