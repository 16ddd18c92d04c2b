import type { Transaction } from '../../kernel/transaction.ts';

/** What the service names itself is called after what it is made of, each with an ending of its own (assumed). */
export const nameAfter = (name = '', transaction: Transaction): string =>
  `${name.slice(0, 50)}-${transaction.newId().slice(-12)}`;
