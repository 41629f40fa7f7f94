/** The wizard for other machines: TLS with a certificate of our own, and the PIN that only the console shows. */
import { networkInterfaces } from 'node:os';
import { makeCertificate } from '../../../shared/net/certificate.ts';
import type { DoorOptions } from '../open-doors.ts';
import type { PlaceOfUi } from '../place-of-ui.ts';
import { openEntry } from './entry.ts';
import { openPinGate, pinLifeSeconds } from './pin-gate.ts';
import { serveWeb } from './web-server.ts';

export const remotePort = 8443;

export async function openRemote({ engine, host, gui, log, onPin }: DoorOptions, place: PlaceOfUi | undefined, port = remotePort): Promise<{ port: number; stop(): Promise<void> }> {
  const now = (): number => performance.now() / 1000;
  const { key, cert, fingerprint } = await makeCertificate(host, addresses());
  let shown: { digits: string; port: number } = { digits: '', port };
  const show = (change: Partial<typeof shown>): void => {
    shown = { ...shown, ...change };
    const urls = addresses().map((address) => `https://${address.includes(':') ? `[${address}]` : address}:${shown.port}/`);
    onPin(['', ...(urls.length > 0 ? urls : ['no address yet']).map((url) => `Wizard on the network: ${url}`), `PIN ${shown.digits}`, `Its certificate: ${fingerprint}`, ''].join('\n'));
    place?.write(place.remote, `${JSON.stringify({ urls, pin: shown.digits, fingerprint })}\n`).catch((error: unknown) => { log(`${place.remote} cannot be written: ${String(error)}`); });
  };
  let open = false;
  const gate = openPinGate({ now, log, show: (digits) => { if (open) show({ digits }); else shown = { ...shown, digits }; } });
  const server = await serveWeb({ engine, host, gui, listen: { host: '::', port }, entry: openEntry({ now }), tls: { key, cert, gate }, log });
  open = true;
  show({ port: server.port });
  // What is shown must be what is good, though nobody tries it.
  const timer = setInterval(() => { gate.refresh(); }, pinLifeSeconds * 100);
  timer.unref();
  return {
    port: server.port,
    stop: async () => {
      clearInterval(timer);
      await server.stop();
    },
  };
}

/** Of this machine, as others reach it. */
export function addresses(): string[] {
  return Object.values(networkInterfaces()).flat().flatMap((each) => (each && !each.internal && !(each.family === 'IPv6' && each.address.startsWith('fe80:')) ? [each.address] : []));
}
