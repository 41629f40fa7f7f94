/** A connection to a wireless network. Its key stays as it is: netplan has no other form of it. */
import { isPredictable } from '../../shared/foreign/interface-name.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import type { Part } from './virtual.ts';

export function wirelessOf(ledger: Ledger, at: Path): Part | undefined {
  const path = [...at, 'wireless'];
  if (!ledger.map(path)) return undefined;
  ledger.sayUnknown(path, ['ssid', 'password', 'security', 'mode', 'hidden', 'band', 'channel', 'bssid', 'groupAlgorithms', 'pairwiseAlgorithms', 'wpaProtocolVersions', 'pmf']);
  const name = ledger.text([...at, 'interface']);
  const ssid = ledger.text([...path, 'ssid']);
  const security = ledger.text([...path, 'security']) ?? (ledger.text([...path, 'password']) === undefined ? 'none' : 'wpa-psk');
  const mode = ledger.text([...path, 'mode']) ?? 'infrastructure';
  const why: [path: Path, why: string] | undefined = ssid === undefined || ssid === '__proto__' ? [path, 'has to have the ssid of its network']
    : name === undefined || !isPredictable(name) || !name.startsWith('wl') ? [name === undefined ? path : [...at, 'interface'], 'a wireless network needs its interface by name; write "interface": "wlp2s0" (ip link shows the names on the CognOS medium)']
      : mode !== 'infrastructure' ? [[...path, 'mode'], 'CognOS joins wireless networks and makes none; write infrastructure']
        : !['none', 'wpa-psk', 'sae'].includes(security) ? [[...path, 'security'], 'is not carried over; write wpa-psk or sae, or network: with auth: in user-data'] : undefined;
  if (why || name === undefined || ssid === undefined) {
    if (why) ledger.refused(...why);
    ledger.notApplicable(path, 'goes with what is refused of it');
    return undefined;
  }
  sayWireless(ledger, path, ['network', 'wifis', name, 'access-points', ssid]);
  return { kind: 'wifis', name, settings: { 'access-points': { [ssid]: accessPoint(ledger, path, security) } }, members: [] };
}

function accessPoint(ledger: Ledger, path: Path, security: string): Record<string, unknown> {
  const password = ledger.text([...path, 'password']);
  const band = ledger.text([...path, 'band']);
  const bssid = ledger.text([...path, 'bssid']);
  const channel = ledger.get([...path, 'channel']);
  const sae = security === 'sae' ? { auth: { 'key-management': 'sae', ...password === undefined ? {} : { password } } } : {};
  return {
    ...sae, ...security === 'wpa-psk' && password !== undefined ? { password } : {}, ...ledger.truth([...path, 'hidden']) === true ? { hidden: true } : {},
    ...band === 'a' ? { band: '5GHz' } : band === 'bg' ? { band: '2.4GHz' } : {}, ...bssid === undefined ? {} : { bssid }, ...channel === undefined || channel === 0 ? {} : { channel },
  };
}

function sayWireless(ledger: Ledger, path: Path, to: Path): void {
  const shown = to.slice(0, -1);
  for (const key of ['ssid', 'password', 'security']) ledger.translated([...path, key], [shown]);
  ledger.applied([...path, 'mode'], 'the machine joins the network');
  for (const key of ['hidden', 'band', 'bssid', 'channel']) ledger.translated([...path, key], [shown]);
  for (const key of ['groupAlgorithms', 'pairwiseAlgorithms', 'wpaProtocolVersions', 'pmf']) ledger.notApplicable([...path, key], 'is agreed upon with the access point');
}
