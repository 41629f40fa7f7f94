/** Root's part of the status page: the socket that starts it when somebody looks, the firewall, and what the console says of it. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { pageSettingsPath } from '../paths.ts';
import { closePort, openPort } from './firewall-port.ts';
import { addresses, localPort, preparePage, type PageSettings } from './page-settings.ts';

const socket = 'cognos-status.socket';
const dropIn = `/run/systemd/system/${socket}.d/cognos.conf`;

export async function openPage(host: Host, spec: InstallSpec): Promise<PageSettings> {
  const settings = await preparePage(host, spec);
  if (settings.port !== localPort || settings.tls) await listenElsewhere(host, settings);
  await keepPageReachable(host, settings);
  await host.run('systemctl', ['--no-block', 'start', socket]);
  return settings;
}

/** After every step: one that loads a ruleset takes our rule away. */
export async function keepPageReachable(host: Host, { port, tls }: PageSettings): Promise<void> {
  if (tls) await openPort(host, port);
}

/** The page itself stays for those who look at it right now, and ends by itself a minute after the machine is ready. */
export async function closePage(host: Host, { port, tls }: PageSettings): Promise<void> {
  await host.run('systemctl', ['--no-block', 'stop', socket]);
  await host.remove(pageSettingsPath);
  if (tls) await closePort(host, port);
}

/** What stands on the console; the PIN is nowhere else. */
export async function pageLines(host: Host, { port, tls }: PageSettings): Promise<string[]> {
  if (!tls) return [];
  const [address] = await addresses(host);
  return [`Status page: https://${address?.includes(':') ? `[${address}]` : address ?? 'ADDRESS'}:${port} PIN ${tls.pin}`, `Its certificate: ${tls.fingerprint}`];
}

async function listenElsewhere(host: Host, { port, tls }: PageSettings): Promise<void> {
  await host.makeDirectory(`/run/systemd/system/${socket}.d`);
  await host.writeFile(dropIn, `[Socket]\nListenStream=\nListenStream=${tls ? '' : '127.0.0.1:'}${port}\n`);
  await host.run('systemctl', ['daemon-reload']);
}
