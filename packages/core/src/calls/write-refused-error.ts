/** A change that was not made because `mayWrite` returned false. */
export class WriteRefusedError extends Error {
  override readonly name = 'WriteRefusedError';

  constructor(method: string) {
    super(`${method} was not called: mayWrite says that this process may not write now; another one is to carry on`);
  }
}
