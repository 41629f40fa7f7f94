/** The floors: a node:http server that reads what it is sent and answers two kilobytes; with a FILE it puts each body on the disk before. */
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const text = 'x'.repeat(2000);
const [path] = process.argv.slice(2);
const file = path === undefined ? undefined : openSync(path, 'w');
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
    if (file !== undefined) {
      writeSync(file, Buffer.concat([Buffer.from(request.url ?? ''), ...chunks]));
      fdatasyncSync(file);
    }
    response.end(request.method === 'GET' ? text : '{}');
  });
});
server.listen(0, '127.0.0.1', () => { process.stderr.write(`Listens on port ${(server.address() as AddressInfo).port}\n`); });
process.once('SIGTERM', () => process.exit(0));
