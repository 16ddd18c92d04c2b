import type { Cloud } from '@gcepool/core';
import {
  type ChangeableCalls,
  changeableCalls,
  type CollectionCalls,
  collectionCalls,
  type ConformingCloud,
} from './collection-calls.ts';
import type { CloudLaw } from './cloud-laws.ts';
import type { Resource } from './resource.ts';
import type { Body, ChangeableKind, Kind, Name } from './step.ts';

/** What steps need to know of the place where they are run. */
export interface Place {
  /** The collections that are tried. */
  readonly kinds: readonly Kind[];
  /** What the names of everything begin with; nothing of the project begins so before. */
  readonly prefix: string;
  /** The zone of the instance groups and the network endpoint groups. */
  readonly zone: string;
  /** Names of instances of that zone which the laws may add to groups; they must be in none. */
  readonly instances: readonly string[];
  readonly newRequestId: () => string;
}

/** What is known of a resource that is there. */
export interface Known {
  /** What was put into it and is to be read from it. */
  readonly content: Body;
  /** How it was last read. */
  readonly reading: Resource;
  /** Of a group: names of its instances, or its endpoints as `10.0.0.1:80`. */
  readonly members: readonly string[];
}

/** A cloud under the laws, and the plain model that says what it must hold. */
export class CloudUnderTest {
  readonly cloud: ConformingCloud;
  readonly place: Place;
  readonly skipped: ReadonlySet<CloudLaw>;
  /** How often each law was looked at. */
  readonly checks: Map<CloudLaw, number> = new Map();
  readonly #known: Readonly<Record<Kind, Map<Name, Known>>> = {
    backendServices: new Map(),
    healthChecks: new Map(),
    instanceGroups: new Map(),
    networkEndpointGroups: new Map(),
  };

  constructor(cloud: ConformingCloud, place: Place, skipped: Iterable<CloudLaw> = []) {
    this.cloud = cloud;
    this.place = place;
    this.skipped = new Set(skipped);
  }

  calls(kind: Kind): CollectionCalls {
    return collectionCalls(this.cloud, kind, this.place.zone);
  }

  /** The calls of a collection whose resources can be changed. */
  changeableCalls(kind: ChangeableKind): ChangeableCalls {
    return changeableCalls(this.cloud, kind, this.place.zone);
  }

  /** What is there. */
  known(kind: Kind): Map<Name, Known> {
    return this.#known[kind];
  }

  /** The name that a resource has in the cloud. */
  nameOf(name: Name): string {
    return `${this.place.prefix}-${name}`;
  }

  /** Whether a law is to be looked at; counts that it is. */
  looksAt(law: CloudLaw): boolean {
    if (this.skipped.has(law)) return false;
    this.checks.set(law, (this.checks.get(law) ?? 0) + 1);
    return true;
  }

  /** URL of a resource. */
  linkTo(kind: LinkedKind, name: Name): string {
    const scope = kind === 'healthChecks' ? 'global' : `zones/${this.place.zone}`;
    // Links are made only where the cloud has them: the steps are chosen so.
    return (this.cloud as Pick<Cloud, 'link'>).link(`${scope}/${kind}/${this.nameOf(name)}`);
  }

  /** A body with links in place of short names. */
  resolved(body: Body): Body {
    const { healthChecks, backends } = linksOf(body);
    return {
      ...body,
      ...(healthChecks && { healthChecks: healthChecks.map((name) => this.linkTo('healthChecks', name)) }),
      ...(backends && {
        backends: backends.map((backend) => this.#resolvedBackend(backend)),
      }),
    };
  }

  #resolvedBackend({ networkEndpointGroup, ...backend }: Backend): Body {
    const { kind, name } = groupOf({ networkEndpointGroup, ...backend });
    return { ...backend, group: this.linkTo(kind, name) };
  }

  /** Whether a body links to something that is not there. */
  isDangling(body: Body): boolean {
    const { healthChecks = [], backends = [] } = linksOf(body);
    return (
      healthChecks.some((name) => !this.known('healthChecks').has(name)) ||
      backends.map((backend) => groupOf(backend)).some((group) => !this.known(group.kind).has(group.name))
    );
  }

  /** Whether a backend service links to a resource. */
  isInUse(kind: Kind, name: Name): boolean {
    return [...this.known('backendServices').values()].some(({ content }) => {
      const { healthChecks = [], backends = [] } = linksOf(content);
      if (kind === 'healthChecks') return healthChecks.includes(name);
      return backends.map((backend) => groupOf(backend)).some((group) => group.kind === kind && group.name === name);
    });
  }

  /** Whether a backend service has an instance group as a backend. */
  isBackend(service: Name, group: Name): boolean {
    const { backends = [] } = linksOf(this.known('backendServices').get(service)?.content ?? {});
    return backends.some((backend) => backend.group === group);
  }
}

/** Collections that backend services link to. */
type LinkedKind = Exclude<Kind, 'backendServices'>;

/** One of the two is there. */
interface Backend {
  readonly group?: Name | undefined;
  readonly networkEndpointGroup?: Name | undefined;
}

interface Links {
  readonly healthChecks?: readonly Name[];
  readonly backends?: readonly Backend[];
}

/** The links of a body. Health checks and groups have none. */
const linksOf = (body: Body): Links => body;

/** The group that a backend is, by its short name. @throws Error where it has none, which reading a history refuses */
function groupOf({ group, networkEndpointGroup }: Backend): { readonly kind: LinkedKind; readonly name: Name } {
  if (networkEndpointGroup !== undefined) return { kind: 'networkEndpointGroups', name: networkEndpointGroup };
  if (group !== undefined) return { kind: 'instanceGroups', name: group };
  throw new Error('a backend has neither group nor networkEndpointGroup');
}
