/** What `serve --dhcp` adds to the web server: dnsmasq on one card, and an eye on who else answers there. */
import { mkdirSync } from 'node:fs';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { join } from 'node:path';
import { detectOtherServers } from './detect-other-servers.ts';
import { syncDiskMarks } from './disk-marks.ts';
import type { DnsmasqOptions } from './dnsmasq.ts';
import { kernelWords } from './kernel-words.ts';
import { startDnsmasq } from './start-dnsmasq.ts';

export interface DhcpOptions {
  /** Beside a DHCP server that is there, or as the only one. */
  kind: 'proxy' | 'full';
  interface: string;
  /** Of addresses to lease, `10.0.0.100,10.0.0.200`; for `full` only. */
  range?: string | undefined;
  /** Port of the web server without TLS, which loaders fetch from. */
  port: number;
  artefacts: string;
  /** Where the live system asks for its spec, when that is not the loaders' address: `https://boot.example.net:8480`. */
  server?: string | undefined;
  /** MACs of the machines that start from their disk; asked every two seconds. */
  localMacs: () => readonly string[];
  /** Of the rollout's state; dnsmasq gets one below it. */
  folder: string;
  log: (line: string) => void;
  /** What somebody who looks at the rollout has to know: another boot server, above all. */
  warn: (sentence: string) => void;
}

export interface OpenDhcp {
  /** What loaders are told: `http://ADDRESS:PORT`. */
  base: string;
  close(): Promise<void>;
}

/** Seconds between two looks for other servers: somebody may start one any time. */
const lookEvery = 600;
/** Seconds until dnsmasq is started again after an end of its own. */
const startAgainAfter = 5;

/** Throws a sentence where the card has no address, the range is not on its network, or dnsmasq does not start. */
export async function openDhcp(options: DhcpOptions): Promise<OpenDhcp> {
  const { interface: name, log, warn, artefacts, localMacs } = options;
  const card = cardOf(name);
  const base = `http://${card.address}:${options.port}`;
  const folder = join(options.folder, 'dnsmasq');
  // Others read nothing of the state, but dnsmasq's own files are no secret.
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const mode = modeFor(options, card);
  const words = kernelWords({ server: options.server ?? base, artefacts: base });
  const start = (): ReturnType<typeof startDnsmasq> => startDnsmasq({ interface: name, address: card.address, mode, base, folder, artefacts, words, say: log });
  let running = await start();
  let closed = false;
  const guard = async (): Promise<void> => {
    log(await running.ended);
    await new Promise((done) => { setTimeout(done, startAgainAfter * 1000).unref(); });
    if (closed) return;
    running = await start();
    await guard();
  };
  guard().catch((error: unknown) => { log(`Network boots are not answered any more: ${error instanceof Error ? error.message : String(error)}`); });
  const look = (): void => {
    detectOtherServers({ own: addressesOf(name), mode: options.kind, broadcast: broadcastOf(card), mac: card.mac })
      .then((sentences) => { for (const sentence of sentences) warn(sentence); }, (error: unknown) => { warn(error instanceof Error ? error.message : String(error)); });
  };
  look();
  const timer = setInterval(look, lookEvery * 1000);
  // A machine that has just been installed is off for longer than this before its firmware asks again.
  let marking = false;
  const mark = async (): Promise<void> => {
    if (marking) return;
    marking = true;
    await syncDiskMarks(join(folder, 'tftp'), localMacs()).catch((error: unknown) => { warn(`what starts from its disk could not be noted for GRUB: ${String(error)}`); });
    marking = false;
  };
  await mark();
  const marks = setInterval(() => { void mark(); }, 2000);
  return {
    base,
    close: async () => {
      closed = true;
      clearInterval(timer);
      clearInterval(marks);
      await running.stop();
    },
  };
}

function addressesOf(name: string): string[] {
  return (networkInterfaces()[name] ?? []).map(({ address }) => address);
}

function cardOf(name: string): NetworkInterfaceInfo {
  const all = networkInterfaces();
  const card = all[name]?.find(({ family }) => family === 'IPv4');
  if (card) return card;
  const others = Object.keys(all).filter((each) => each !== 'lo').join(', ') || 'none';
  throw new Error(all[name] ? `the network card ${name} has no IPv4 address; give it one on the machines' network` : `there is no network card ${name} with an address here (there are: ${others})`);
}

/** Pure: how dnsmasq is to give addresses on this card's network. */
export function modeFor({ kind, range }: Pick<DhcpOptions, 'kind' | 'range'>, card: Pick<NetworkInterfaceInfo, 'address' | 'netmask'>): DnsmasqOptions['mode'] {
  const mask = toNumber(card.netmask);
  if (kind === 'proxy') {
    if (range !== undefined) throw new Error('a range of addresses (--range) is leased with --dhcp full only; beside a DHCP server that one gives them');
    return { kind, network: toText(toNumber(card.address) & mask), netmask: card.netmask };
  }
  const [first = '', last = '', ...rest] = (range ?? '').split(',').map((text) => text.trim());
  const isRange = [first, last].every((text) => /^\d{1,3}(\.\d{1,3}){3}$/.test(text)) && rest.length === 0;
  if (!isRange) throw new Error('--dhcp full wants --range FIRST,LAST: the addresses that it may lease, such as 10.0.0.100,10.0.0.200');
  const inside = [first, last].every((text) => (toNumber(text) & mask) === (toNumber(card.address) & mask)) && toNumber(first) >>> 0 <= toNumber(last) >>> 0;
  if (!inside) throw new Error(`the range ${first} to ${last} is not on the network of ${card.address} (netmask ${card.netmask}), or its ends are the wrong way round`);
  return { kind, first, last, netmask: card.netmask };
}

export function broadcastOf({ address, netmask }: Pick<NetworkInterfaceInfo, 'address' | 'netmask'>): string {
  return toText(toNumber(address) | ~toNumber(netmask));
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => (sum << 8) | (Number(part) & 255), 0);
}

function toText(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
