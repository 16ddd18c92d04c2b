/**
 * Keeps what was made of objects as long as they live, up to a size: what nobody has asked for goes before what somebody has.
 *
 * What is kept is in two generations. When the young one has half of the size it becomes the old one, and what was old and has not
 * been asked for since is forgotten, at no cost for each.
 */
export class KeptByObject<V> {
  readonly #half: number;
  #young: Generation<V> = new WeakMap();
  #old: Generation<V> = new WeakMap();
  #used = 0;

  /** @param most how much there may be, in the unit in which sizes are given */
  constructor(most: number) {
    this.#half = most / 2;
  }

  /** What was made of an object in a form. */
  get(object: object, form: number): V | undefined {
    const young = this.#young.get(object)?.[form];
    if (young !== undefined) return young.value;
    const old = this.#old.get(object)?.[form];
    if (old !== undefined) this.#keep(object, form, old);
    return old?.value;
  }

  /** What takes more than half of the whole is not kept. */
  set(object: object, form: number, value: V, size: number): void {
    if (size <= this.#half) this.#keep(object, form, { value, size });
  }

  #keep(object: object, form: number, kept: Kept<V>): void {
    if (this.#used + kept.size > this.#half) {
      this.#old = this.#young;
      this.#young = new WeakMap();
      this.#used = 0;
    }
    this.#used += kept.size;
    const forms = this.#young.get(object);
    if (forms !== undefined) forms[form] = kept;
    else {
      const first: (Kept<V> | undefined)[] = [];
      first[form] = kept;
      this.#young.set(object, first);
    }
  }
}

interface Kept<V> {
  readonly value: V;
  readonly size: number;
}

/** By object, and by form, which are few and small numbers. */
type Generation<V> = WeakMap<object, (Kept<V> | undefined)[]>;
