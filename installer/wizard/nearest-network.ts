/** A network that can be, as near as possible to one that cannot: the least part is changed or left out. */
import { checkNetworkV2 } from '../../shared/spec/check-network-v2.ts';
import { formatPath, type Path } from '../../shared/spec/document.ts';
import type { NetworkV2 } from '../../shared/spec/install-spec.ts';
import { contains, familyOf, parseSubnet } from '../../shared/spec/ip-address.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Answers } from '../../shared/protocol/answers.ts';
import { offer, type Instead, type Nearest } from './instead.ts';

/** What becomes of the value at the finding's path; undefined takes it out. */
type Repair = (value: unknown, network: NetworkV2, path: Path) => unknown;

const repairs: Readonly<Record<string, Repair>> = {
  address: (value) => (typeof value === 'string' ? withPrefix(value) : undefined),
  gateway: (value, network, path) => (typeof value === 'string' ? routerOf(network, path, value) : undefined),
  'duplicate-address': () => undefined, nameserver: () => undefined, 'default-route': () => undefined, route: () => undefined,
  interface: () => undefined, mac: () => undefined, 'set-name': () => undefined, renderer: () => undefined,
};

const part: Nearest = ({ code, path }, { answers }) => {
  const { network } = answers;
  const repair = repairs[code];
  if (network.kind !== 'configured' || network.spec?.version !== 2 || !repair) return automatic(answers);
  const at = pathCalled(path, network.spec);
  if (!at) return automatic(answers);
  const repaired = valueAt(network.spec, at) === undefined ? undefined : repair(valueAt(network.spec, at), network.spec, at);
  // A route without its gateway is none, and neither is a VLAN without what it runs on.
  const place = repaired === undefined && ['via', 'to', 'link'].includes(String(at.at(-1))) ? at.slice(0, -1) : at;
  const spec = changed(network.spec, place, repaired) as NetworkV2;
  if (findings(spec) >= findings(network.spec)) return automatic(answers);
  return typeof repaired === 'string' ? offer('network', answers, { spec }, repaired) : offer('network', answers, { spec }, 'the rest, without this', 'without-part');
};

function automatic(answers: Answers): Instead {
  const { proxy } = answers.network;
  return { section: 'network', value: { kind: 'automatic', ...(proxy === undefined ? {} : { proxy }) }, label: 'automatic addresses', word: 'automatic-network' };
}

function findings(network: NetworkV2): number {
  let count = 0;
  checkNetworkV2(network, () => { count += 1; });
  return count;
}

/** 192.0.2.10 -> 192.0.2.10/24, by what most networks are. */
function withPrefix(address: string): string | undefined {
  const family = familyOf(address);
  return family === 0 ? undefined : `${address}/${family === 4 ? 24 : 64}`;
}

/** The first address of the interface's own network, or the last before the broadcast where the machine has the first. */
function routerOf(network: NetworkV2, path: Path, written: string): string | undefined {
  const device = valueAt(network, path.slice(0, 2));
  const addresses = isMap(device) && Array.isArray(device['addresses']) ? device['addresses'] : [];
  const subnets = addresses.map((each) => (typeof each === 'string' ? parseSubnet(each) : undefined)).filter((each) => each?.family === 4);
  const [subnet] = subnets;
  if (!subnet || subnet.prefix > 30 || subnet.prefix < 8) return undefined;
  const size = 2 ** (32 - subnet.prefix);
  const base = Math.floor(numberOf(subnet.address) / size) * size;
  const router = [base + 1, base + size - 2].map(dotted).find((address) => address !== subnet.address && address !== written);
  return router !== undefined && contains(subnet, router) ? router : undefined;
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** The path that is printed so, below `network`. */
function pathCalled(text: string, network: NetworkV2): Path | undefined {
  return pathsOf(network).find((path) => formatPath(['network', ...path]) === text);
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  const children: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return children.flatMap(([key, child]) => [[...path, key], ...pathsOf(child, [...path, key])]);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (Array.isArray(at) ? at[Number(key)] as unknown : isMap(at) ? at[String(key)] : undefined), value);
}

function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const inner = changed(valueAt(value, [key]), rest, to);
  const keep = rest.length > 0 || to !== undefined;
  if (Array.isArray(value)) return value.flatMap((each: unknown, index) => (index !== key ? [each] : keep ? [inner] : []));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (name !== key ? [[name, each]] : keep ? [[name, inner]] : [])));
}

/** `proxy.example.net:3128` -> http://proxy.example.net:3128. */
const proxy: Nearest = (_finding, { answers }) => {
  const { proxy: written = '', ...network } = answers.network;
  const text = `http://${written.trim().replace(/^[a-z]*:?\/+/i, '')}`;
  if (/^http:\/\/[^"'\\;\s/]+$/.test(text) && URL.canParse(text)) return offer('network', answers, { proxy: text }, text);
  return { section: 'network', value: network, label: 'no proxy', word: 'without-proxy' };
};

export const nearestNetwork: Readonly<Record<string, Nearest>> = { ...Object.fromEntries(Object.keys(repairs).map((code) => [code, part])), url: proxy };
