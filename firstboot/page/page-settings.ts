/** What root prepares for the page, which runs as nobody in particular: its port, its names, and over the network certificate and PIN. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { randomInt } from 'node:crypto';
import type { Host } from '../../shared/system/host.ts';
import { makeCertificate } from '../../shared/net/certificate.ts';
import { pageSettingsPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';

export interface PageSettings {
  port: number;
  /** Of the machine, for people. */
  name: string;
  /** What it may be asked for by, besides addresses. */
  names: string[];
  tls?: { key: string; cert: string; fingerprint: string; pin: string };
}

export const localPort = 8090;
export const networkPort = 8443;

/** Made once a boot: who has read the PIN must not find another one a minute later. */
export async function preparePage(host: Host, spec: InstallSpec): Promise<PageSettings> {
  const kept = await readIfThere(host, pageSettingsPath);
  if (kept !== undefined) return JSON.parse(kept) as PageSettings;
  const { network = false, port = network ? networkPort : localPort } = spec.cognos?.firstboot?.status_page ?? {};
  const name = (await readIfThere(host, '/etc/hostname') ?? '').trim() || 'cognos';
  const names = [...new Set(['localhost', name.toLowerCase(), `${name.toLowerCase()}.local`, ...(spec.fqdn === undefined ? [] : [spec.fqdn.toLowerCase()])])];
  const settings: PageSettings = {
    port, name, names,
    ...(network ? { tls: { ...await makeCertificate(host, [...names, ...await addresses(host)]), pin: String(randomInt(1_000_000)).padStart(6, '0') } } : {}),
  };
  await host.writeFile(pageSettingsPath, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
  return settings;
}

/** Of every interface but loopback, as far as there are any yet. */
export async function addresses(host: Host): Promise<string[]> {
  const text = await host.run('hostname', ['--all-ip-addresses']).catch(() => '');
  return text.trim().split(/\s+/).filter((word) => word !== '' && !word.startsWith('fe80:'));
}
