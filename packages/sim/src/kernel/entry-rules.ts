import type { JsonObject } from './json.ts';
import type { Entry, FindReferences } from './entry.ts';
import type { QuotaLimit, UsageRule } from './usage.ts';

/** What a state asks about the entries it stores: the collections have the answers. */
export interface EntryRules {
  readonly references: FindReferences;
  /** What the resources directly in a path (`projects/p/global/networks`) use of what is limited. Default: nothing. */
  readonly usage?: (parent: string) => readonly UsageRule[];
  /** The limits that hold where none was set, by key of usage. Default: none. */
  readonly limit?: (key: string) => QuotaLimit | undefined;
  /** The entry with what health probes need to know of the past, as it is stored at `at`. Default: as it is. */
  readonly remember?: (path: string, before: Entry | undefined, after: Entry, at: number) => Entry;
  /** Whether instances are probed of which nobody ever said what they do. Default: false. */
  readonly isAllProbed?: boolean;
  /** Whether firewalls stop health probes. Default: false. */
  readonly areProbesFirewalled?: boolean;
}

/** From when on something does what on a port; on all ports where none is given. */
export interface BehaviourChange {
  /** Virtual time, in milliseconds since the epoch. */
  readonly from: number;
  readonly port?: number;
  readonly behaviour: JsonObject;
}
