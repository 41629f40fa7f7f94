/** A web server for `ds=nocloud;s=http://10.0.2.2:PORT/`: QEMU's user network shows the host's loopback as 10.0.2.2. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seedFiles, type Seed } from './cidata.ts';

export interface HttpSeed {
  port: number;
  /** As the guest reaches it, with the closing slash. */
  url: string;
  /** `GET /user-data 200`, oldest first. */
  requests: string[];
  close(): Promise<void>;
}

export function startHttpSeed(seed: Seed): Promise<HttpSeed> {
  return serveFiles(seedFiles({ ...seed }));
}

/** @param files by name, without a slash at the begin */
export async function serveFiles(files: Readonly<Record<string, string>>): Promise<HttpSeed> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const content = files[decodeURIComponent(new URL(request.url ?? '/', 'http://seed').pathname.slice(1))];
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': 'text/plain' }).end(content ?? 'not found\n');
    requests.push(`${request.method} ${request.url} ${response.statusCode}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port, url: `http://10.0.2.2:${port}/`, requests,
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
