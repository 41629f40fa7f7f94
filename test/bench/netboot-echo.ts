/** The floor: a node:http server that reads what it is sent and answers two kilobytes, and does nothing else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const text = 'x'.repeat(2000);
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { response.end(request.method === 'GET' ? text : String(Buffer.concat(chunks).length)); });
});
server.listen(0, '127.0.0.1', () => { process.stderr.write(`Listens on port ${(server.address() as AddressInfo).port}\n`); });
process.once('SIGTERM', () => process.exit(0));
