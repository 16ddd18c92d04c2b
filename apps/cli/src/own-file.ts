/** A file of this package, wherever it is installed: the command runs from its sources, and from what is built of them. */
export const ownFile = (path: string): URL => new URL(path, import.meta.resolve('gcepool/package.json'));
