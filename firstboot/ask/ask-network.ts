/** `cognos-firstboot ask-network`: the browser form on a port of its own, until somebody has answered anywhere. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import type { Host } from '../../shared/system/host.ts';
import { makeCertificate } from '../../shared/net/certificate.ts';
import { openPin } from '../../shared/net/pin.ts';
import { askBrowserPath } from '../paths.ts';
import type { BrowserPlace } from './ask-console.ts';
import { awaitOutcome, isAnswered, readAsked, submit } from './asking.ts';
import { serveForm } from './form-server.ts';

export interface AskNetworkOptions {
  host: Host;
  /** 0: one that is free. */
  port: number;
  /** Of this machine. */
  addresses: readonly string[];
  log: (line: string) => void;
  /** Seconds on a clock that never jumps. */
  now?: () => number;
  pollMilliseconds?: number;
  onListening?: (port: number) => void;
}

/** Resolves when the questions are answered and the port is closed. */
export async function askNetwork({ host, port, addresses, log, now = () => performance.now() / 1000, pollMilliseconds = 1000, onListening }: AskNetworkOptions): Promise<void> {
  const asked = await readAsked(host);
  if (!asked || await isAnswered(host)) return;
  const names = [asked.hostname.toLowerCase(), `${asked.hostname.toLowerCase()}.local`, 'localhost'];
  const certificate = await makeCertificate(host, [...names, ...addresses]);
  const pause = (): Promise<void> => setTimeout(pollMilliseconds);
  let urls: string[] = [];
  let shown: Promise<void> = Promise.resolve();
  const show = (digits: string): void => {
    const place: BrowserPlace = { urls, pin: digits, fingerprint: certificate.fingerprint };
    // The terminals show it; the journal never has it.
    shown = shown.then(() => host.writeFile(askBrowserPath, `${JSON.stringify(place)}\n`, { mode: 0o600 })).catch(() => undefined);
  };
  const over = Promise.withResolvers<void>();
  const server = createServer({ key: certificate.key, cert: certificate.cert, minVersion: 'TLSv1.2', requestTimeout: 15_000, headersTimeout: 10_000 });
  server.maxConnections = 64;
  const at = await listen(server, port);
  urls = (addresses.length > 0 ? addresses : ['localhost']).map((address) => `https://${address.includes(':') ? `[${address}]` : address}:${at}/`);
  const pin = openPin({ now, onChange: show });
  let submitted = false;
  const handle = serveForm({
    host, asked, pin, names, port: at, now, log, finish: over.resolve,
    apply: async (answers) => {
      const id = randomUUID();
      submitted = await submit(host, { id, answers });
      if (!submitted) return undefined;
      const outcome = await awaitOutcome(host, id, pause);
      submitted = outcome.ok;
      return outcome;
    },
  });
  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log(`The browser form could not answer: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  onListening?.(at);
  log(`The open questions are asked in a browser too: ${urls.join(' ')} (PIN on the console)`);
  let closed = false;
  void over.promise.then(() => { closed = true; });
  // Answered on a console: closed as well. Expired PINs are renewed where nobody tries any.
  while (!closed && (submitted || !await isAnswered(host))) {
    await Promise.race([over.promise, pause()]);
    pin.current();
  }
  await shown;
  await host.remove(askBrowserPath);
  await new Promise((resolve) => {
    server.close(resolve);
    // The last page is out; who keeps a connection open keeps nothing from ending.
    server.closeIdleConnections();
    void setTimeout(2000, undefined, { ref: false }).then(() => { server.closeAllConnections(); });
  });
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '::', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
