/**
 * A file over HTTP with ranges, in a process of its own so that it takes no time from what is measured: FILE -> its port
 * on stdout. Each line on stdin is answered with the bytes sent so far.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createInterface } from 'node:readline';

const [file = ''] = process.argv.slice(2);
const { size } = statSync(file);
const open = new Set<Socket>();
let closed = 0;

/** As the kernel took them. */
const sentOn = (socket: Socket): number => socket.bytesWritten - socket.writableLength;

const server = createServer((request, response) => {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const from = Number(range?.[1] ?? 0);
  const to = range?.[2] ? Number(range[2]) : size - 1;
  response.writeHead(range ? 206 : 200, { 'Content-Length': to - from + 1, ETag: '"1"', ...range ? { 'Content-Range': `bytes ${from}-${to}/${size}` } : {} });
  if (request.method === 'HEAD') return void response.end();
  const stream = createReadStream(file, { start: from, end: to, highWaterMark: 1024 ** 2 }).on('error', () => response.destroy());
  response.on('close', () => { stream.destroy(); });
  stream.pipe(response);
});
server.on('connection', (socket) => {
  open.add(socket);
  socket.on('error', () => undefined).on('close', () => {
    open.delete(socket);
    closed += sentOn(socket);
  });
});
server.listen(0, '127.0.0.1', () => { process.stdout.write(`${(server.address() as AddressInfo).port}\n`); });
createInterface(process.stdin)
  .on('line', () => { process.stdout.write(`${[...open].reduce((sum, socket) => sum + sentOn(socket), closed)}\n`); })
  .on('close', () => process.exit(0));
