import type { ApiRequest } from '../api/request.ts';
import type { ReportedCall } from './report.ts';

/** The request of a call of a report, as it is sent. */
export const apiRequestOf = ({ method, url, user, token, body }: ReportedCall['request']): ApiRequest => ({
  method,
  url,
  headers: {
    ...(token === true ? { authorization: 'Bearer recorded' } : {}),
    ...(user === undefined ? {} : { 'x-gcepool-user': user }),
  },
  body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
});
