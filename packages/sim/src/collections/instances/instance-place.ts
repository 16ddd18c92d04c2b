import type { Transaction } from '../../kernel/transaction.ts';

/** Where an instance is made, and in which transaction. */
export interface InstancePlace {
  readonly transaction: Transaction;
  readonly project: string;
  /** `projects/p/zones/z` */
  readonly scope: string;
  /** Name of the instance. */
  readonly name: string;
}
