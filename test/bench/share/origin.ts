/** A folder over HTTP with ranges, on an address of its own: FOLDER ADDRESS -> its port on stdout. Ends when stdin does. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';

const [folder = '', address = ''] = process.argv.slice(2);
const server = createServer((request, response) => {
  const path = join(folder, basename(request.url ?? ''));
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return void response.writeHead(404).end();
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const from = Number(range?.[1] ?? 0);
  const to = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
  response.writeHead(range ? 206 : 200, { 'Content-Length': to - from + 1, ETag: '"1"', ...range ? { 'Content-Range': `bytes ${from}-${to}/${size}` } : {} });
  if (request.method === 'HEAD') return void response.end();
  const stream = createReadStream(path, { start: from, end: to, highWaterMark: 256 * 1024 }).on('error', () => response.destroy());
  response.on('close', () => { stream.destroy(); });
  stream.pipe(response);
});
server.on('connection', (socket) => { socket.on('error', () => undefined); });
server.listen(0, address, () => { process.stdout.write(`${(server.address() as AddressInfo).port}\n`); });
process.stdin.resume().on('end', () => process.exit(0));
