/** Wireless networks that can be heard, the strongest first. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WirelessNetwork } from '../../../shared/protocol/request.ts';
import { CommandError, type Host } from '../../../shared/system/host.ts';
import { VerbError } from '../verb-error.ts';

/** @param pause while a supplicant that runs on the card looks around itself */
export async function scanWireless(host: Host, device: string, pause: () => Promise<unknown> = () => sleep(2000)): Promise<WirelessNetwork[]> {
  try {
    await host.run('ip', ['link', 'set', 'dev', device, 'up']);
    return parseScan(await scan(host, device, pause));
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === undefined) throw new VerbError('no-tool', 'wireless networks cannot be looked for: this medium has no iw', 'Type the name of the network.');
    if (error instanceof CommandError) throw new VerbError('scan', `wireless networks cannot be looked for: ${error.message}`, 'Check that the radio is not switched off (a key or a switch), then look again.');
    throw error;
  }
}

async function scan(host: Host, device: string, pause: () => Promise<unknown>): Promise<string> {
  for (let times = 1; ; times += 1) {
    try {
      return await host.run('iw', ['dev', device, 'scan', '-u'], { signal: AbortSignal.timeout(20_000) });
    } catch (error) {
      if (!(error instanceof CommandError) || error.exitCode !== busy || times === 5) throw error;
      await pause();
    }
  }
}

/** iw exits with 256 less the error's number: EBUSY is 16. */
const busy = 240;

/** `iw scan` (5.19). One network may be heard from several stations: the strongest counts. */
export function parseScan(text: string): WirelessNetwork[] {
  const networks = new Map<string, WirelessNetwork>();
  for (const part of text.split(/^BSS (?=[0-9a-f]{2}:)/m).slice(1)) {
    const ssid = nameOf(/^\tSSID: (.*)$/m.exec(part)?.[1] ?? '');
    const signal = strength(Number(/^\tsignal: (-?[\d.]+) dBm$/m.exec(part)?.[1] ?? Number.NaN));
    if (ssid === '' || (networks.get(ssid)?.signal ?? -1) >= signal) continue;
    networks.set(ssid, { ssid, signal, security: securityOf(part) });
  }
  return [...networks.values()].sort((a, b) => b.signal - a.signal);
}

/** iw writes bytes that are no printable ASCII as `\xc3`; a hidden network has zeros, or nothing. */
function nameOf(text: string): string {
  const bytes = [...text.matchAll(/\\x([0-9a-f]{2})|([^])/g)].flatMap(([, hex, character]) => (hex === undefined ? [...Buffer.from(character ?? '')] : [Number.parseInt(hex, 16)]));
  return bytes.every((byte) => byte === 0) ? '' : Buffer.from(bytes).toString('utf8');
}

/** -90 dBm is barely heard, -40 is beside the station. */
function strength(decibels: number): number {
  return Number.isFinite(decibels) ? Math.round(Math.min(100, Math.max(0, (decibels + 90) * 2))) : 0;
}

function securityOf(part: string): WirelessNetwork['security'] {
  const suites = /Authentication suites: (.*)$/m.exec(/^\tRSN:([^]*?)(?=^\t\S|(?![^]))/m.exec(part)?.[1] ?? '')?.[1] ?? '';
  if (/\bSAE\b/.test(suites)) return /\bPSK\b/.test(suites) ? 'wpa2' : 'wpa3';
  if (/\bPSK\b/.test(suites)) return 'wpa2';
  return /^\t(RSN|WPA):/m.test(part) || /capability:.*\bPrivacy\b/.test(part) ? 'other' : 'open';
}
