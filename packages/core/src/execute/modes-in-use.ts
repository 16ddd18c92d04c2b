import type { BackendService } from '@gcepool/api';
import type { BackendServices } from '../cloud/cloud.ts';
import { groupModes } from '../plan/group-modes.ts';
import type { GroupModes } from '../plan/spec.ts';

/**
 * The modes in which all backend services of the project use their groups, those of others included: read once, when a mode
 * has been refused, for all services that are to be made.
 */
export class ModesInUse {
  readonly #services: Pick<BackendServices, 'listBackendServices'>;
  #read: Promise<GroupModes> | undefined;
  #known: GroupModes = {};

  constructor(services: Pick<BackendServices, 'listBackendServices'>) {
    this.#services = services;
  }

  /** What is known by now, without a call. */
  get known(): GroupModes {
    return this.#known;
  }

  /** Reads what is used, the first time it is asked. */
  async read(): Promise<GroupModes> {
    this.#read ??= this.#services.listBackendServices().then(groupModes);
    // What was accepted meanwhile is newer than what was read.
    this.#known = { ...(await this.#read), ...this.#known };
    return this.#known;
  }

  /** Takes note of a body that the cloud accepted after another one was refused. */
  learn(accepted: BackendService): void {
    this.#known = { ...this.#known, ...groupModes([accepted]) };
  }
}
