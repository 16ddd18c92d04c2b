import type { Reference } from './entry.ts';
import { GroupedMap } from './grouped-map.ts';

/** Which resources refer to which, by path. Forks in constant time, as {@link GroupedMap} does. */
export class UserIndex {
  /** By path of the target, and path of the user: whether the link is weak. */
  readonly #users: GroupedMap<boolean>;

  constructor(users: GroupedMap<boolean> = new GroupedMap()) {
    this.#users = users;
  }

  fork(): UserIndex {
    return new UserIndex(this.#users.fork());
  }

  /** Adds what a resource refers to. Of a strong link and a weak one to the same target the strong one counts. */
  add(user: string, references: readonly Reference[]): void {
    for (const { target, isWeak } of references) {
      if (isWeak) this.#users.add(target, user, true);
      else this.#users.set(target, user, false);
    }
  }

  /**
   * Drops what a resource refers to no more, and adds what it newly refers to.
   *
   * @param gone what it referred to, beside what stays as it is
   * @param come what it refers to, beside that
   * @param all all that it refers to
   */
  exchange(
    user: string,
    gone: readonly Reference[],
    come: readonly Reference[],
    all: () => readonly Reference[],
  ): void {
    // Most writes change nothing of what a resource refers to.
    if (isSameReferences(gone, come)) return;
    const lost = new Set(gone.map(({ target }) => target));
    for (const target of lost) this.#users.delete(target, user);
    // What stays as it is may refer to the same.
    if (lost.size > 0)
      this.add(
        user,
        all().filter(({ target }) => lost.has(target)),
      );
    this.add(user, come);
  }

  /** Visits the paths of the resources that refer to `target`, in order. */
  scan(target: string, visit: (user: string, isWeak: boolean) => boolean | void): void {
    this.#users.scan(target, '', visit);
  }

  /** Visits the targets at and after `from` that are referred to, in order. */
  scanTargets(from: string, visit: (target: string) => boolean | void): void {
    this.#users.scanGroups(from, visit);
  }

  /** Whether anything refers to a path. */
  isTarget(path: string): boolean {
    return this.#users.hasGroup(path);
  }

  /** How many targets are referred to at and after `from`, and before `to`. */
  countTargets(from: string, to: string): number {
    return this.#users.countGroups(from, to);
  }

  /** The first resource that keeps `target` from being deleted, but for those that `isExempt` names. */
  first(target: string, isExempt: (user: string) => boolean = () => false): string | undefined {
    let found: string | undefined;
    this.scan(target, (user, isWeak) => {
      if (isWeak || isExempt(user)) return true;
      found = user;
      return false;
    });
    return found;
  }
}

const isSameReferences = (a: readonly Reference[], b: readonly Reference[]): boolean =>
  a.length === b.length &&
  a.every(({ target, isWeak }, index) => target === b[index]?.target && isWeak === b[index].isWeak);
