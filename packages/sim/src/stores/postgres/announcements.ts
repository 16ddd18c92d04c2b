/** How long nobody is told again after all were told, in milliseconds. */
const PAUSE_MS = 20;
/** After how long it tries again to tell what it could not. */
const AWAY_MS = 500;
/** After how long without news it makes sense to look for some: who owed them may have been killed. */
const SILENCE_MS = 1000;

export interface AnnouncementsOptions {
  /** By which this process knows what it has told itself. */
  readonly teller: string;
  /** Tells all who listen, by itself. */
  readonly tell: (text: string) => Promise<void>;
  /** Another process has told something, or may have wanted to. */
  readonly onNews: () => void;
}

/**
 * Says when all are told of what was appended. `NOTIFY` has those who append wait for each other, and wakes everybody: so it goes with the first append
 * after a pause, and is owed for those that follow at once until the pause is over, or another process has told of what is behind them.
 */
export class Announcements {
  readonly #options: AnnouncementsOptions;
  /** When all were told last. */
  #last = -Infinity;
  /** Up to which position the others have not been told. */
  #owed: number | undefined;
  #payment: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: AnnouncementsOptions) {
    this.#options = options;
  }

  /** What is told with an append that comes up to a position; undefined where it is owed. */
  with(position: number): string | undefined {
    return performance.now() - this.#last < PAUSE_MS ? undefined : this.#textOf(position);
  }

  /** It was appended up to a position, with what {@link with} gave for it. */
  appended(position: number, text: string | undefined): void {
    if (text === undefined) this.#owe(position, PAUSE_MS);
    else this.#told(position);
  }

  /** A notification has come, of this release or another one. */
  heard(text: string): void {
    const [teller, position] = text.split(' ');
    // Who looks now sees what is before it, and so what this one has appended.
    this.#told(Number(position));
    if (teller === this.#options.teller || this.#isClosed) return;
    this.#options.onNews();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(this.#options.onNews, SILENCE_MS).unref();
  }

  /** Tells what is owed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#silence);
    await this.#pay();
  }

  #textOf(position: number): string {
    return `${this.#options.teller} ${position}`;
  }

  #told(position: number): void {
    this.#last = performance.now();
    if (this.#owed !== undefined && position >= this.#owed) this.#owed = undefined;
    if (this.#owed === undefined) this.#forgetPayment();
  }

  #owe(position: number, ms: number): void {
    this.#owed = position;
    this.#payment ??= setTimeout(() => void this.#pay(), ms);
  }

  #forgetPayment(): void {
    clearTimeout(this.#payment);
    this.#payment = undefined;
  }

  async #pay(): Promise<void> {
    this.#forgetPayment();
    const owed = this.#owed;
    if (owed === undefined) return;
    try {
      await this.#options.tell(this.#textOf(owed));
      this.#told(owed);
    } catch {
      // It is out of reach, and what is owed stays so.
      if (!this.#isClosed) this.#owe(this.#owed ?? owed, AWAY_MS);
      return;
    }
    if (this.#owed !== undefined && !this.#isClosed) this.#owe(this.#owed, PAUSE_MS);
  }
}
