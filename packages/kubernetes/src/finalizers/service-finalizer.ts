import { WriteRefusedError } from '@gcepool/core';
import { isConflict, isNotFound } from '../api-server/api-server-error.ts';
import type { ApiServer } from '../api-server/api-server.ts';
import { listObjects } from '../following/list-objects.ts';
import { servicesWithin } from '../following/watched-kind.ts';
import { isJsonObject, itemsAt, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';
import { serviceRefOf } from '../reports/service-report.ts';
import type { ServiceRef } from '../reports/service-report.ts';

/** What a finalizer is written with. */
export interface ServiceFinalizerOptions {
  readonly api: ApiServer;
  /** Such as `gcepool/cleanup-uid1`. */
  readonly name: string;
  /** Asked before each change. */
  readonly mayWrite: () => Promise<boolean>;
}

/** Somebody else has changed the Service between the look at it and the change: so often all is begun anew. */
const ATTEMPTS = 3;

/** A finalizer on Services: as long as a Service bears it, it is deleted, and yet there. Those of others are left alone. */
export class ServiceFinalizer {
  readonly #options: ServiceFinalizerOptions;

  constructor(options: ServiceFinalizerOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  /** True where this object bears it. */
  isOn(service: JsonObject): boolean {
    return itemsAt(service, 'metadata', 'finalizers').includes(this.name);
  }

  /** Puts it on a Service, if that is there and not being deleted. @throws ApiServerError; WriteRefusedError where it may not write. */
  add(ref: ServiceRef): Promise<void> {
    return this.#change(ref, (finalizers, isDeleted) =>
      isDeleted || finalizers.includes(this.name) ? finalizers : [...finalizers, this.name],
    );
  }

  /** Takes it off a Service, which goes then if it was deleted. @throws ApiServerError; WriteRefusedError where it may not write. */
  remove(ref: ServiceRef): Promise<void> {
    return this.#change(ref, (finalizers) => finalizers.filter((finalizer) => finalizer !== this.name));
  }

  /** All Services that bear it, whatever their labels, of one namespace or of all. @throws ApiServerError where they cannot be read. */
  async bearers(namespace?: string): Promise<ServiceRef[]> {
    const keep = (object: JsonObject): JsonObject => (this.isOn(object) ? object : {});
    const { objects } = await listObjects(this.#options.api, {
      path: servicesWithin(namespace),
      isOptional: false,
      keep,
    });
    return objects.filter((object) => this.isOn(object)).map((object) => serviceRefOf(object));
  }

  async #change(
    ref: ServiceRef,
    edit: (finalizers: readonly unknown[], isDeleted: boolean) => readonly unknown[],
  ): Promise<void> {
    const { api, mayWrite } = this.#options;
    const path = `${servicesWithin(ref.namespace)}/${ref.name}`;
    for (let attempt = 1; ; attempt += 1) {
      const service = await this.#read(ref);
      if (service === undefined) return;
      const finalizers = itemsAt(service, 'metadata', 'finalizers');
      const edited = edit(finalizers, textAt(service, 'metadata', 'deletionTimestamp') !== undefined);
      if (edited.length === finalizers.length) return;
      if (!(await mayWrite())) throw new WriteRefusedError(`PATCH ${path}`);
      // The version makes it fail where the list is another one meanwhile.
      const resourceVersion = textAt(service, 'metadata', 'resourceVersion');
      try {
        await api.ask({ method: 'PATCH', path, body: { metadata: { resourceVersion, finalizers: edited } } });
        return;
      } catch (error) {
        if (isNotFound(error)) return;
        if (!isConflict(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** The Service as it is now; `undefined` where it is gone, or another one by now. */
  async #read({ namespace, name, uid }: ServiceRef): Promise<JsonObject | undefined> {
    // A list of one: who may list and watch Services may read them like this, and needs no other permission.
    const query = { fieldSelector: `metadata.name=${name}` };
    const list = await this.#options.api.ask({ path: servicesWithin(namespace), query });
    return itemsAt(list, 'items')
      .filter(isJsonObject)
      .find((item) => textAt(item, 'metadata', 'uid') === uid);
  }
}
