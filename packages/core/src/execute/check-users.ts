import type { BackendService } from '@gcepool/api';
import type { BackendServices, Regions } from '../cloud/cloud.ts';
import { messageOf } from '../cloud/cloud-error.ts';
import { pathReader } from '../cloud/link.ts';
import { enumeration } from '../names/enumeration.ts';
import type { Namer } from '../names/namer.ts';
import { ownershipConflict } from '../names/ownership.ts';
import type { Owner } from '../names/ownership.ts';
import { mayFail } from '../health/probe-settings.ts';
import { resourceOf } from '../plan/plan-backend-service.ts';
import { regionOfResource } from '../cloud/resource-key.ts';
import type { HealthCheckUpsert } from '../plan/step.ts';

type ServiceLists = Pick<BackendServices, 'listBackendServices'> & Partial<Pick<Regions, 'listAllBackendServices'>>;

/**
 * The backend services of the project that use health checks, those of others included: read once, when the first check is to be
 * changed, for all that are.
 */
export class CheckUsers {
  readonly #services: ServiceLists;
  readonly #namer: Namer;
  #read: Promise<readonly BackendService[]> | undefined;

  constructor(services: ServiceLists, namer: Namer) {
    this.#services = services;
    this.#namer = namer;
  }

  /**
   * Endpoints of others may fail what those of the pool pass, and nobody here would put it back for them.
   *
   * @throws Error where a change that endpoints may fail is of a check that others use too, or where nobody can tell.
   */
  async mustBeOwn(step: HealthCheckUpsert): Promise<void> {
    const { before, after, resource } = step;
    if (before === undefined || !mayFail(before, after)) return;
    const others = await this.#othersOf(step);
    if (others.length === 0) return;
    throw new Error(
      `${resource} stays as it is, for it judges ${enumeration(others)} too, which is not of this pool: give that a health check of its own ` +
        `first. Until then the port keeps this one${before.type === after.type ? '' : ' and its protocol'}; all else of it is kept in step`,
    );
  }

  async #othersOf({ resource, spec }: HealthCheckUpsert): Promise<string[]> {
    const pathOf = pathReader();
    const all = await (this.#read ??= this.#list()).catch((cause: unknown) => {
      const why = `which backend services use it cannot be read: ${messageOf(cause)}`;
      throw new Error(`${resource} stays as it is: ${why}`, { cause });
    });
    return all
      .filter(({ healthChecks = [] }) => healthChecks.some((link) => pathOf(link) === resource))
      .filter((service) => !this.#isOwn(service, spec.owner))
      .map((service) => pathOfService(service));
  }

  #isOwn(service: BackendService, owner: Owner | undefined): boolean {
    if (this.#namer.ownBackendPort(service.name ?? '') === undefined) return false;
    return owner === undefined || ownershipConflict(service, owner) === undefined;
  }

  #list(): Promise<readonly BackendService[]> {
    return this.#services.listAllBackendServices?.() ?? this.#services.listBackendServices();
  }
}

function pathOfService(service: BackendService): string {
  const region = regionOfResource(service);
  return resourceOf({ name: service.name ?? '', ...(region === undefined ? {} : { region }) });
}
