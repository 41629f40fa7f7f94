/** A receiver of reports on loopback, with TLS; answers as it is told to. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeCertificate } from '../../../shared/net/certificate.ts';
import { localHost } from '../../../shared/system/local-host.ts';

export interface Received { headers: IncomingHttpHeaders; body: string; method?: string | undefined }
/** A status, or silence. */
export type Behaviour = number | 'stall' | 'hang up';

export interface Receiver {
  url: string;
  received: Received[];
  /** One for each request, then 204. */
  behaviours: Behaviour[];
  /** An empty folder of this test. */
  folder: string;
}

/** curl takes its certificate for good while the test runs. */
export async function openReceiver(test: TestContext): Promise<Receiver> {
  const folder = await mkdtemp(join(tmpdir(), 'cognos-report-'));
  const { key, cert } = await makeCertificate(localHost, ['localhost']);
  await writeFile(join(folder, 'ca.pem'), cert);
  const receiver: Receiver = { url: '', received: [], behaviours: [], folder };
  const server = createServer({ key, cert }, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      receiver.received.push({ headers: request.headers, body, method: request.method });
      const behaviour = receiver.behaviours.shift() ?? 204;
      if (behaviour === 'stall') return;
      if (behaviour === 'hang up') return void request.socket.destroy();
      response.writeHead(behaviour).end();
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  receiver.url = `https://localhost:${portOf(server)}/hook?key=CANARY-in-the-address`;
  process.env['CURL_CA_BUNDLE'] = join(folder, 'ca.pem');
  test.after(async () => {
    delete process.env['CURL_CA_BUNDLE'];
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  return receiver;
}

/** As the README tells receivers to do it. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const wanted = `sha256=${createHmac('sha256', secret).update(`${String(headers['x-cognos-timestamp'])}.${body}`).digest('hex')}`;
  const given = String(headers['x-cognos-signature']);
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
