/**
 * The generated text of a version, line by line: the whole of it for v1, and for a later version what differs from the
 * one before. There a line replaces the line of the same name, properties of a schema each by itself, `id +parameters` of a
 * method adds those, and `-name` takes away.
 */
export interface ModelText {
  readonly revision: string;
  readonly globalParameterLines: string;
  readonly parameterLines: string;
  readonly methodLines: string;
  readonly schemaLines: string;
}
