import type { ApiRequest } from '../api/request.ts';
import type { AnswerBody } from './answer-body.ts';
import type { HttpAnswer } from './http-answer.ts';

/**
 * Marks what a GET answers with an ETag, and answers 304 to a client that has it already. Answers of 2018 carried ETags;
 * newer recordings do not keep that header, so that they still do is assumed. No mutation looks at `If-Match`: what guards
 * against lost updates are fingerprints.
 */
export function withEtag(request: ApiRequest, answer: HttpAnswer, body: AnswerBody): HttpAnswer {
  if (request.method !== 'GET' || answer.status !== 200 || answer.body === '') return answer;
  const etag = `"${body.digest}"`;
  const headers = { ...answer.headers, etag };
  const known = request.headers?.['if-none-match'];
  return known !== undefined && isListed(etag, known)
    ? { ...answer, status: 304, headers: { etag }, body: '' }
    : { ...answer, headers };
}

/** The condition of If-None-Match: any of a list of tags, weak ones included, or `*`. */
const isListed = (etag: string, list: string): boolean =>
  list.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
