import type { State } from '../kernel/state.ts';
import type { Behaviour } from '../probing/behaviour.ts';
import { LONGEST_MS, readFields, readWhole, show } from '../read-fields.ts';
import type { WorldCommand } from '../simulation/world-command.ts';
import { instancePath } from './instance-path.ts';

/** What an instance does, or an endpoint that is no instance. Exactly one of `instance` and `endpoint` is given. */
export type HealthSetting = {
  /** 1…65535. Default: all ports, whatever was set for one of them before. */
  readonly port?: number;
  /** From now on; `up` and `down` stand for `{ kind: 'up' }` and `{ kind: 'down' }`. */
  readonly behaviour: Behaviour | 'up' | 'down';
} & (
  | {
      /** Path or link, as `projects/p/zones/z/instances/i`. It may be yet to come. */
      readonly instance: string;
    }
  | {
      /** Address or name of an endpoint that is no instance, as a network endpoint group of the project has it. */
      readonly endpoint: string;
      readonly project: string;
    }
);

/** What was said of an instance or endpoint, as {@link Health.list} shows it. */
export interface HealthChange {
  /** `projects/p/zones/z/instances/i` or `projects/p/endpoints/ADDRESS`. */
  readonly target: string;
  /** Virtual time from when on, in milliseconds since the epoch. */
  readonly from: number;
  /** Absent for all ports. */
  readonly port?: number;
  readonly behaviour: Behaviour;
}

/** What health probes meet: see `getHealth` of backend services and target pools for what they make of it. */
export interface Health {
  /**
   * Says what an instance or endpoint does on a port from now on. The first time begins its life: from here on probes
   * find out what it does, one each `checkIntervalSec` of the health check.
   *
   * @throws TypeError for a field that makes no sense
   */
  set(setting: HealthSetting): void;
  /** All that was said, by target, and the latest last. */
  list(): readonly HealthChange[];
}

/** The face to the behaviours of a state. `change` applies a command at the time that `now` gives. */
export const createHealth = (
  state: () => State,
  now: () => number,
  change: (command: WorldCommand) => void,
): Health => ({
  set: (setting) => {
    const fields = readFields(setting, 'health.set', ['instance', 'endpoint', 'project', 'port', 'behaviour']);
    const target = targetOf(fields);
    const behaviour = readBehaviour(fields['behaviour']);
    const { port } = fields;
    const onPort = port === undefined ? {} : { port: readWhole(port, 'port in health.set', 1, 65_535) };
    change({ kind: 'behaviour', now: now(), target, ...onPort, behaviour });
  },
  list: () => {
    const said: HealthChange[] = [];
    state().behaviours.scan('', (target, history) => {
      for (const { behaviour, ...rest } of history) {
        said.push({ target, ...rest, behaviour: readBehaviour(behaviour) });
      }
    });
    return said;
  },
});

const NAME = /^[-.:\w]{1,255}$/;

function targetOf({ instance, endpoint, project }: Readonly<Record<string, unknown>>): string {
  if ((instance === undefined) === (endpoint === undefined)) {
    throw new TypeError("health.set needs either an 'instance' or an 'endpoint' with its 'project'");
  }
  if (instance !== undefined) return instancePath(instance, 'instance in health.set');
  if (typeof project !== 'string' || !NAME.test(project)) {
    throw new TypeError(`project in health.set must be the id of the endpoint's project; got ${show(project)}`);
  }
  if (typeof endpoint === 'string' && NAME.test(endpoint)) return `projects/${project}/endpoints/${endpoint}`;
  throw new TypeError(`endpoint in health.set must be an address or a host name; got ${show(endpoint)}`);
}

function readBehaviour(sent: unknown): Behaviour {
  if (sent === 'up' || sent === 'down') return { kind: sent };
  const what = 'behaviour in health.set';
  const fields = readFields(sent, what, ['kind', 'responseMs', 'upMs', 'downMs']);
  const { kind, responseMs, upMs, downMs } = fields;
  const only = (names: readonly string[]): void =>
    void readFields(sent, `${what} of kind ${show(kind)}`, ['kind', ...names]);
  switch (kind) {
    case 'up':
    case 'down':
      only([]);
      return { kind };
    case 'slow':
      only(['responseMs']);
      return { kind, responseMs: readWhole(responseMs, `${what}: responseMs`, 0, LONGEST_MS) };
    case 'flapping':
      only(['upMs', 'downMs']);
      return {
        kind,
        upMs: readWhole(upMs, `${what}: upMs`, 1, LONGEST_MS),
        downMs: readWhole(downMs, `${what}: downMs`, 1, LONGEST_MS),
      };
    default:
      throw new TypeError(`${what} must be of kind 'up', 'down', 'slow' or 'flapping'; got ${show(kind)}`);
  }
}
