import { enumeration } from '@gcepool/core/internal';

/** Something in the input that is not taken as it stands. */
export interface Remark {
  /** What it is about, such as `node n1` or `shop/cart:http`. */
  readonly about: string;
  /** Words that follow the name. */
  readonly message: string;
  /** Whether it is left out, and not only taken otherwise than it says. */
  readonly isLeftOut: boolean;
}

/** That it is left out, and why. */
export const leftOut = (about: string, message: string): Remark => ({ about, message, isLeftOut: true });

/** That it is taken otherwise than it says, and how. */
export const noted = (about: string, message: string): Remark => ({ about, message, isLeftOut: false });

/** Each remark once: what is said of one object for each of its ports, too. */
export const distinct = (remarks: readonly Remark[]): Remark[] => [
  ...new Map(remarks.map((remark) => [JSON.stringify([remark.about, remark.message]), remark])).values(),
];

/** Remarks as lines, one for all those that say the same. */
export const remarkLines = (remarks: readonly Remark[]): string[] =>
  grouped(remarks).map(({ isLeftOut, sentence }) => `${isLeftOut ? 'passed over' : 'note'}: ${sentence}`);

/** The same as a part of a sentence. */
export const remarkSentence = (remarks: readonly Remark[]): string =>
  grouped(remarks)
    .map(({ sentence }) => sentence)
    .join('; ');

function grouped(remarks: readonly Remark[]): { readonly isLeftOut: boolean; readonly sentence: string }[] {
  const bySaying = new Map<string, { readonly remark: Remark; readonly about: string[] }>();
  for (const remark of remarks) {
    const saying = `${remark.isLeftOut} ${remark.message}`;
    const alike = bySaying.get(saying);
    if (alike) alike.about.push(remark.about);
    else bySaying.set(saying, { remark, about: [remark.about] });
  }
  return [...bySaying.values()].map(({ remark: { isLeftOut, message }, about }) => ({
    isLeftOut,
    sentence: `${enumeration(about)}${about.length > 1 ? ': each' : ''} ${message}`,
  }));
}
