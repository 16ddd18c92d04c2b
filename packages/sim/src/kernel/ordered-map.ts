/**
 * A sorted map from strings to values that can be forked in constant time.
 *
 * It is a B-tree whose nodes are copied only when a map that does not own them writes to them, so two forks share
 * everything neither has changed. Reads and writes cost O(log n), as does counting; a scan costs O(log n + what it visits).
 */
export class OrderedMap<V> {
  #root: Node<V>;
  #owner: Owner;

  /** @param first what is in it at once: of many maps that never have more, the nodes are no larger than that */
  constructor(first?: readonly [key: string, value: V]) {
    this.#owner = {};
    const keys = first === undefined ? [] : [first[0]];
    const values = first === undefined ? [] : [first[1]];
    this.#root = { owner: this.#owner, keys, values, children: undefined, size: keys.length };
  }

  get size(): number {
    return this.#root.size;
  }

  /** A map with the same content; from here on neither sees what is written to the other. */
  fork(): OrderedMap<V> {
    const copy = new OrderedMap<V>();
    copy.#root = this.#root;
    // Both maps now share every node, so neither may write to one in place.
    this.#owner = {};
    return copy;
  }

  get(key: string): V | undefined {
    let node = this.#root;
    while (node.children !== undefined) node = childAt(node.children, childIndex(node.keys, key));
    const index = lowerBound(node.keys, key);
    return node.keys[index] === key ? node.values[index] : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, value: V): void {
    this.#put(key, value, true);
  }

  /** Gives a key a value unless it has one. @returns whether it had none */
  add(key: string, value: V): boolean {
    const { size } = this;
    this.#put(key, value, false);
    return this.size > size;
  }

  #put(key: string, value: V, isReplaced: boolean): void {
    const root = this.#writable(this.#root);
    this.#root = root;
    const sibling = this.#insert(root, key, value, isReplaced);
    if (sibling === undefined) return;
    const size = root.size + sibling.node.size;
    this.#root = { owner: this.#owner, keys: [sibling.key], values: [], children: [root, sibling.node], size };
  }

  /** @returns whether the key was there. */
  delete(key: string): boolean {
    if (this.get(key) === undefined) return false;
    let root = this.#writable(this.#root);
    this.#remove(root, key);
    while (root.children !== undefined && root.children.length === 1) root = childAt(root.children, 0);
    this.#root = root;
    return true;
  }

  /** The first key at or after `from`, with its value. */
  first(from = ''): readonly [string, V] | undefined {
    return firstOf(this.#root, from);
  }

  /** How many keys come before this one. */
  rank(key: string): number {
    let rank = 0;
    let node = this.#root;
    while (node.children !== undefined) {
      const index = childIndex(node.keys, key);
      for (let at = 0; at < index; at++) rank += childAt(node.children, at).size;
      node = childAt(node.children, index);
    }
    return rank + lowerBound(node.keys, key);
  }

  /** Visits the entries at and after `from` in order, until `visit` returns false. The map must not be written meanwhile. */
  scan(from: string, visit: (key: string, value: V) => boolean | void): void {
    scanNode(this.#root, from, visit);
  }

  /** Visits the entries whose key starts with `prefix`, in order, until `visit` returns false. */
  scanPrefix(prefix: string, visit: (key: string, value: V) => boolean | void): void {
    scanNode(this.#root, prefix, (key, value) => (key.startsWith(prefix) ? visit(key, value) : false));
  }

  #writable(node: Node<V>): Node<V> {
    if (node.owner === this.#owner) return node;
    return {
      owner: this.#owner,
      keys: node.keys.slice(),
      values: node.values.slice(),
      children: node.children?.slice(),
      size: node.size,
    };
  }

  #insert(node: Node<V>, key: string, value: V, isReplaced: boolean): Split<V> | undefined {
    if (node.children === undefined) {
      const index = lowerBound(node.keys, key);
      if (node.keys[index] === key) {
        if (isReplaced) node.values[index] = value;
        return undefined;
      }
      insertAt(node.keys, index, key);
      insertAt(node.values, index, value);
      node.size++;
    } else {
      const index = childIndex(node.keys, key);
      const child = this.#writable(childAt(node.children, index));
      node.children[index] = child;
      const { size } = child;
      const split = this.#insert(child, key, value, isReplaced);
      node.size += child.size + (split === undefined ? 0 : split.node.size) - size;
      if (split === undefined) return undefined;
      insertAt(node.keys, index, split.key);
      insertAt(node.children, index + 1, split.node);
    }
    return node.keys.length > MAX_KEYS ? this.#split(node) : undefined;
  }

  #split(node: Node<V>): Split<V> {
    // Keys mostly arrive in rising order (operation names carry the time), so the left half is kept fuller.
    const middle = (node.keys.length * 3) >> 2;
    const keys = node.keys.splice(middle);
    const key = keyAt(keys, 0);
    const { owner } = node;
    let sibling: Node<V>;
    if (node.children === undefined) {
      const values = node.values.splice(middle);
      sibling = { owner, keys, values, children: undefined, size: keys.length };
    } else {
      keys.shift();
      const children = node.children.splice(middle + 1);
      sibling = { owner, keys, values: [], children, size: children.reduce((sum, child) => sum + child.size, 0) };
    }
    node.size -= sibling.size;
    return { key, node: sibling };
  }

  #remove(node: Node<V>, key: string): void {
    node.size--;
    if (node.children === undefined) {
      const index = lowerBound(node.keys, key);
      node.keys.splice(index, 1);
      node.values.splice(index, 1);
      return;
    }
    const index = childIndex(node.keys, key);
    const child = this.#writable(childAt(node.children, index));
    node.children[index] = child;
    this.#remove(child, key);
    const isEmpty = child.children === undefined ? child.keys.length === 0 : child.children.length === 0;
    if (!isEmpty) return;
    node.children.splice(index, 1);
    node.keys.splice(index === 0 ? 0 : index - 1, 1);
  }
}

const MAX_KEYS = 32;

type Owner = object;

/** A leaf has values and no children; a branch has one child more than it has keys, `keys[i]` being the least of `children[i + 1]`. */
interface Node<V> {
  readonly owner: Owner;
  readonly keys: string[];
  readonly values: V[];
  readonly children: Node<V>[] | undefined;
  /** How many entries there are in it, or beneath it. */
  size: number;
}

interface Split<V> {
  readonly key: string;
  readonly node: Node<V>;
}

/** As `splice` does, without the list that `splice` makes of what it takes out. */
function insertAt<T>(list: T[], index: number, item: T): void {
  let moved = item;
  for (let at = index; at < list.length; at++) {
    // The index is inside the list.
    const next = list[at] as T;
    list[at] = moved;
    moved = next;
  }
  list.push(moved);
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  // Keys mostly arrive in rising order, and are then found with one comparison.
  if (high > 0 && keyAt(keys, high - 1) < key) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyAt(keys, middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function childIndex(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  if (high > 0 && keyAt(keys, high - 1) <= key) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyAt(keys, middle) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstOf<V>(node: Node<V>, from: string): readonly [string, V] | undefined {
  if (node.children === undefined) {
    const index = lowerBound(node.keys, from);
    return index < node.keys.length ? [keyAt(node.keys, index), valueAt(node.values, index)] : undefined;
  }
  for (let index = childIndex(node.keys, from); index < node.children.length; index++) {
    const found = firstOf(childAt(node.children, index), from);
    if (found !== undefined) return found;
  }
  return undefined;
}

function scanNode<V>(node: Node<V>, from: string, visit: (key: string, value: V) => boolean | void): boolean {
  if (node.children !== undefined) {
    for (let index = childIndex(node.keys, from); index < node.children.length; index++) {
      if (!scanNode(childAt(node.children, index), from, visit)) return false;
    }
    return true;
  }
  for (let index = lowerBound(node.keys, from); index < node.keys.length; index++) {
    if (visit(keyAt(node.keys, index), valueAt(node.values, index)) === false) return false;
  }
  return true;
}

// The three accessors below are only called with indexes inside the array; the casts say so to the compiler.
const keyAt = (keys: readonly string[], index: number): string => keys[index] as string;
const valueAt = <V>(values: readonly V[], index: number): V => values[index] as V;
const childAt = <V>(children: readonly Node<V>[], index: number): Node<V> => children[index] as Node<V>;
