/** A process with the least server there is: it answers everything with the bytes and headers of its argument. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const { text, headers } = JSON.parse(process.argv[2] ?? '{}') as { text: string; headers: Record<string, string> };
const length = Buffer.byteLength(text);
const server = createServer((_request, response) => {
  response.writeHead(200, { ...headers, 'content-length': length });
  response.end(text);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://127.0.0.1:${port}`);
});
