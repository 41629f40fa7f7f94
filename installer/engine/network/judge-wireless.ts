/**
 * Why a wireless network was not joined, from what wpa_supplicant 2.10 wrote to the journal (its `CTRL-EVENT-…` lines,
 * src/common/wpa_ctrl.h) and what the card hears.
 */
import type { Finding } from '../../../shared/errors.ts';
import type { WirelessNetwork } from '../../../shared/protocol/request.ts';
import { CommandError, type Host } from '../../../shared/system/host.ts';
import type { AskedInterface } from './asked-interfaces.ts';
import { parseScan } from './scan-wireless.ts';

/** All that the one that runs now has written: not those before it. Empty when there is none. */
export async function readSupplicant(host: Host, card: string): Promise<string> {
  const unit = `netplan-wpa-${card}.service`;
  const run = (await host.run('systemctl', ['show', '--property', 'InvocationID', '--value', unit])).trim();
  return run === '' ? '' : host.run('journalctl', ['--quiet', '--no-pager', '--output', 'cat', `_SYSTEMD_INVOCATION_ID=${run}`]);
}

/** One handshake may fail because the signal was lost in the middle of it; two are the key. WPA3 says no more than that it was turned away. */
export function isWrongKey(heard: string, how: 'certainly' | 'probably'): boolean {
  const failed = heard.match(/reason=WRONG_KEY|CTRL-EVENT-AUTH-REJECT .*auth_type=3 /g)?.length ?? 0;
  return failed >= (how === 'certainly' ? 2 : 1) && !/CTRL-EVENT-CONNECTED/.test(heard);
}

/** A finding at the network's name or key, or at the card. */
export async function judgeWireless(host: Host, { name: card, path, points }: AskedInterface, heard: string, isJoined: boolean): Promise<Finding> {
  const [point = { name: '', path, hasKey: false, isWpa3: false }] = points;
  const at = (code: string, where: string, value: string, message: string): Finding => ({ severity: 'error', code, path: where, message, values: { value } });
  const ssid = JSON.stringify(point.name);
  if (/WLAN (soft|hard) blocked/.test(heard)) return at('link-radio-off', path, card, `the radio of ${card} is switched off; switch it on with its key or in the firmware's settings`);
  if (isWrongKey(heard, 'probably')) return at('link-wrong-key', keyPath(point), point.name, `${ssid} does not take this password; type it once more`);
  if (isJoined || /CTRL-EVENT-CONNECTED/.test(heard)) return at('link-no-address', path, card, `${card} has joined ${ssid}, and the network gives it no address; look at the station, or set a fixed address`);
  if (/CTRL-EVENT-(ASSOC|AUTH)-REJECT/.test(heard)) return at('link-refused', point.path, point.name, `${ssid} can be heard and does not let this machine in; ask whoever runs it`);
  const [code, message] = unlike(point, await hear(host, card)) ?? ['link-slow', `joining ${ssid} took too long; try again, or go nearer to the station`];
  return at(code, code === 'link-open' || code === 'link-needs-key' ? keyPath(point) : point.path, point.name, message);
}

/** Where wpa_supplicant found nothing that fits: is the network there, and is it another one than was said? */
function unlike({ name, hasKey, isWpa3 }: AskedInterface['points'][number], heard: WirelessNetwork[] | undefined): [code: string, message: string] | undefined {
  const ssid = JSON.stringify(name);
  const security = heard?.find((network) => network.ssid === name)?.security;
  if (!heard) return undefined;
  if (security === undefined) return ['link-not-found', `no network ${ssid} can be heard here; check its name, or mark it as hidden`];
  if (security === 'open' && hasKey) return ['link-open', `${ssid} is open and takes no password; leave the password empty`];
  if (security !== 'open' && !hasKey) return ['link-needs-key', `${ssid} asks for a password; type it`];
  if (security === 'wpa3' && !isWpa3) return ['link-wpa3', `${ssid} takes WPA3 only; switch WPA3 on, and type the password once more`];
  if (security === 'other' || isWpa3 && security === 'wpa2') return ['link-refused', `${ssid} is protected in another way than was said; look for it once more`];
  return undefined;
}

function keyPath({ path, isWpa3 }: AskedInterface['points'][number]): string {
  return isWpa3 ? `${path}.auth.password` : `${path}.password`;
}

/** What was heard last; undefined when the card does not say. */
async function hear(host: Host, card: string): Promise<WirelessNetwork[] | undefined> {
  try {
    return parseScan(await host.run('iw', ['dev', card, 'scan', 'dump', '-u']));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return undefined;
  }
}
