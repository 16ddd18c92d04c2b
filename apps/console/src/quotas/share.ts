/** How much of a limit is used, from 0 to 1; all of a limit of nothing. */
export const shareOf = ({ limit, usage }: { readonly limit: number; readonly usage: number }): number =>
  limit > 0 ? Math.min(1, usage / limit) : 1;
