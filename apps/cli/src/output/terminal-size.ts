/** What a terminal says of its size. */
export interface SizedTerminal {
  readonly columns?: number;
  readonly rows?: number;
}

/** The size of a terminal; that of most where it does not know its own, which some say as 0. */
export const terminalSize = ({ columns = 0, rows = 0 }: SizedTerminal): Required<SizedTerminal> => ({
  columns: columns > 0 ? columns : 80,
  rows: rows > 0 ? rows : 24,
});
