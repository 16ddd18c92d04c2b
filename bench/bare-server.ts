/** A process with the least server there is: it answers everything with the headers of its argument, and the bytes of the file that it names. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const { file, headers } = JSON.parse(process.argv[2] ?? '{}') as { file: string; headers: Record<string, string> };
const bytes = readFileSync(file);
// Each is the faster for what is so long.
const body = bytes.length < 16 * 1024 ? bytes.toString() : bytes;
const server = createServer((_request, response) => {
  response.writeHead(200, { ...headers, 'content-length': bytes.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://127.0.0.1:${port}`);
});
