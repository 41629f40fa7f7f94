/**
 * Networks that take WPA3 only. netplan 0.106 refuses `key-management: sae`, and what it writes for wpa_supplicant offers
 * WPA2 alone (src/networkd.c, append_wpa_auth_conf). So a card with such networks gets a configuration of its own, which a
 * drop-in gives to the very unit that netplan starts for the card. What netplan reads has the same networks as WPA2, and
 * what it makes of them is read by nobody.
 */
import { Buffer } from 'node:buffer';
import type { Step } from '../../shared/plan/step.ts';
import { isMap } from '../../shared/spec/is-map.ts';

type Dictionary = Record<string, unknown>;
interface AccessPoint extends Dictionary { password?: string; hidden?: boolean; auth?: { 'key-management'?: string; password?: string } }

/** Where they lie, for who has to take them away again. */
export function wpa3Paths(device: string): { configuration: string; dropIn: string } {
  return { configuration: `/etc/wpa_supplicant/cognos-${device}.conf`, dropIn: `/etc/systemd/system/netplan-wpa-${device}.service.d/cognos.conf` };
}

/** The same network in words that netplan 0.106 knows. */
export function asNetplanReads(network: Dictionary): Dictionary {
  if (!isMap(network['wifis'])) return network;
  const wifis = Object.entries(network['wifis']).map(([name, device]) => {
    const points = Object.entries(pointsOf(device)).map(([ssid, point]) => [ssid, isWpa3(point) ? asWpa2(point) : point]);
    return [name, { ...device as Dictionary, 'access-points': Object.fromEntries(points) as unknown }];
  });
  return { ...network, wifis: Object.fromEntries(wifis) as unknown };
}

export function planWpa3(network: Dictionary): Step[] {
  return Object.entries(isMap(network['wifis']) ? network['wifis'] : {}).flatMap(([name, device]) => {
    const points = Object.entries(pointsOf(device)).filter(([, point]) => isWpa3(point));
    if (points.length === 0) return [];
    const { configuration, dropIn } = wpa3Paths(name);
    const common = { kind: 'write-file' as const, label: 'Configuring the network', weight: 0.1 };
    return [
      { ...common, id: `write-wpa3-${name}`, path: configuration, mode: 0o600, content: { text: supplicant(device as Dictionary, points) } },
      { ...common, id: `write-wpa3-unit-${name}`, path: dropIn, mode: 0o644, content: { text: unit(name, configuration) } },
    ];
  });
}

/** The control socket is where netplan has it. The name in hexadecimal needs no quoting; a password is all between the first and the last quotation mark of its line. */
function supplicant({ 'regulatory-domain': country }: Dictionary, points: [ssid: string, point: AccessPoint][]): string {
  const blocks = points.map(([ssid, { auth, hidden = false }]) => [
    'network={', `  ssid=${Buffer.from(ssid).toString('hex')}`, ...(hidden ? ['  scan_ssid=1'] : []),
    '  key_mgmt=SAE', '  ieee80211w=2', `  sae_password="${auth?.password ?? ''}"`, '}', '',
  ].join('\n'));
  return `# Written by CognOS: WPA3, which netplan 0.106 does not know.\nctrl_interface=/run/wpa_supplicant\n${typeof country === 'string' ? `country=${country}\n` : ''}sae_pwe=2\n${blocks.join('')}`;
}

function unit(name: string, configuration: string): string {
  return `# Written by CognOS: WPA3, which netplan 0.106 does not know.\n[Service]\nExecStart=\nExecStart=/sbin/wpa_supplicant -c ${configuration} -i${name} -Dnl80211,wext\n`;
}

function pointsOf(device: unknown): Record<string, AccessPoint> {
  return isMap(device) && isMap(device['access-points']) ? device['access-points'] as Record<string, AccessPoint> : {};
}

function isWpa3({ auth }: AccessPoint): boolean {
  return auth?.['key-management'] === 'sae';
}

function asWpa2({ auth, ...point }: AccessPoint): AccessPoint {
  return { ...point, ...(auth?.password === undefined ? {} : { password: auth.password }) };
}
