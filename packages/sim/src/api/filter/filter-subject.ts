import type { ApiModel } from '@gcepool/api';

/** What a filter is asked of. */
export interface FilterSubject {
  /** Of the listed resources. */
  readonly schemaName: string;
  /** To which links may be relative. */
  readonly project: string;
  /** The version of the API that was asked: it says which fields there are. */
  readonly model: ApiModel;
}
