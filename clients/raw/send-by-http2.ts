import type { ClientHttp2Session, IncomingHttpHeaders, IncomingHttpStatusHeader } from 'node:http2';
import { connect } from 'node:http2';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Send } from './life.ts';

/** By `node:http2`, in one session for each origin; what is plain HTTP goes by `fetch`, for the metadata server speaks no HTTP/2. */
export function http2(): Send {
  const sessions = new Map<string, ClientHttp2Session>();
  return async (method, url, headers, body) => {
    const { origin, protocol, pathname, search } = new URL(url);
    if (protocol === 'http:') {
      const answer = await fetch(url, { method, headers });
      return { status: answer.status, text: await answer.text() };
    }
    const session = sessions.get(origin) ?? connect(origin);
    sessions.set(origin, session);
    const stream = session.request({ ...headers, ':method': method, ':path': pathname + search });
    stream.end(body);
    const [[answer], received] = await Promise.all([once(stream, 'response'), text(stream)]);
    const { ':status': status = 0 } = answer as IncomingHttpHeaders & IncomingHttpStatusHeader; // of the event
    return { status, text: received };
  };
}
