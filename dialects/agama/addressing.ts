/** Addresses of a connection, and how it gets them. */
import type { Path } from '../../shared/spec/document.ts';
import { familyOf } from '../../shared/spec/ip-address.ts';
import type { Ledger } from '../ledger.ts';

const methods = ['auto', 'manual', 'link-local', 'disabled'];
const searchKeys = ['dnsSearchList', 'dnsSearchlist', 'dns_searchlist'];
const macForm = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i;

/** The part of a netplan device; what is wrong with it is refused where it stands. */
export function readAddressing(ledger: Ledger, at: Path): Record<string, unknown> {
  const addresses = ledger.texts([...at, 'addresses']);
  const has = (family: 4 | 6): boolean => addresses.some((address) => familyOf(address.split('/')[0] ?? '') === family);
  const four = methodOf(ledger, at, ['method4', 'method']) ?? (has(4) ? 'manual' : 'auto');
  const six = methodOf(ledger, at, ['method6']);
  if (four === 'manual' && !has(4)) ledger.refused(ledger.get([...at, 'method4']) === undefined ? [...at, 'method'] : [...at, 'method4'], 'has no IPv4 address beside it; write addresses, or auto');
  if (six === 'manual' && !has(6)) ledger.refused([...at, 'method6'], 'has no IPv6 address beside it; write addresses, or auto');
  const routes = gatewaysOf(ledger, at).filter(({ via }) => has(familyOf(via) === 6 ? 6 : 4)).map(({ via }) => ({ to: 'default', via }));
  const servers = ledger.texts([...at, 'nameservers']);
  const search = searchKeys.flatMap((key) => ledger.texts([...at, key]));
  const local = [...four === 'link-local' ? ['ipv4'] : [], ...six === 'disabled' ? [] : ['ipv6']];
  const mtu = ledger.get([...at, 'mtu']);
  const mac = ledger.text([...at, 'customMacAddress']);
  return {
    dhcp4: four === 'auto', ...six === 'auto' ? { dhcp6: true } : {},
    ...addresses.length > 0 ? { addresses } : {}, ...routes.length > 0 ? { routes } : {},
    ...servers.length + search.length > 0 ? { nameservers: { ...servers.length > 0 ? { addresses: servers } : {}, ...search.length > 0 ? { search } : {} } } : {},
    ...ledger.truth([...at, 'ignoreAutoDns']) === true ? { 'dhcp4-overrides': { 'use-dns': false }, ...six === 'auto' ? { 'dhcp6-overrides': { 'use-dns': false } } : {} } : {},
    ...four === 'link-local' || six === 'disabled' ? { 'link-local': local } : {}, ...six === 'disabled' || six === 'link-local' ? { 'accept-ra': false } : {},
    ...mtu !== undefined && mtu !== 0 ? { mtu } : {}, ...mac !== undefined && macForm.test(mac) ? { macaddress: mac } : {},
  };
}

/** Whether there is anything but DHCP. */
export function isPlain(ledger: Ledger, at: Path): boolean {
  const settings = readAddressing(ledger, at);
  return settings['dhcp4'] === true && Object.keys(settings).every((key) => key === 'dhcp4' || key === 'dhcp6');
}

function methodOf(ledger: Ledger, at: Path, keys: readonly string[]): string | undefined {
  const key = keys.find((each) => ledger.get([...at, each]) !== undefined);
  const method = key === undefined ? undefined : ledger.text([...at, key]);
  if (key !== undefined && method !== undefined && !methods.includes(method)) {
    ledger.refused([...at, key], `has to be ${methods.slice(0, -1).join(', ')} or ${methods.at(-1) ?? ''}`);
    return undefined;
  }
  return method;
}

interface Gateway { key: string; via: string }

function gatewaysOf(ledger: Ledger, at: Path): Gateway[] {
  return ['gateway4', 'gateway6', 'gateway'].flatMap((key): Gateway[] => {
    const via = ledger.text([...at, key]);
    return via === undefined ? [] : [{ key, via }];
  });
}

export function sayAddressing(ledger: Ledger, at: Path, to: Path): void {
  const settings = readAddressing(ledger, at);
  const routed = (settings['routes'] ?? []) as { via: string }[];
  for (const { key, via } of gatewaysOf(ledger, at)) {
    const index = routed.findIndex((route) => route.via === via);
    if (index < 0) ledger.notApplicable([...at, key], 'there is no address that it goes with');
    else ledger.translated([...at, key], [[...to, 'routes', index]]);
  }
  const pairs: [key: string, own: Path][] = [
    ['method4', ['dhcp4']], ['method', ['dhcp4']], ['method6', settings['dhcp6'] === true ? ['dhcp6'] : settings['accept-ra'] === false ? ['accept-ra'] : ['addresses']], ['addresses', ['addresses']], ['nameservers', ['nameservers', 'addresses']],
    ...searchKeys.map((key): [string, Path] => [key, ['nameservers', 'search']]),
  ];
  for (const [key, own] of pairs) {
    const value = ledger.get([...at, key]);
    if (Array.isArray(value) && value.length === 0) ledger.notApplicable([...at, key], 'is empty');
    else ledger.translated([...at, key], [[...to, ...own]]);
  }
  if (ledger.truth([...at, 'ignoreAutoDns']) === true) ledger.translated([...at, 'ignoreAutoDns'], [[...to, 'dhcp4-overrides']]);
  ledger.applied([...at, 'ignoreAutoDns'], 'name servers that DHCP says are taken');
  if (ledger.get([...at, 'mtu']) === 0) ledger.notApplicable([...at, 'mtu'], 'the kernel knows the MTU');
  ledger.translated([...at, 'mtu'], [[...to, 'mtu']]);
  const mac = ledger.text([...at, 'customMacAddress']);
  if (mac !== undefined && macForm.test(mac)) ledger.translated([...at, 'customMacAddress'], [[...to, 'macaddress']]);
  else if (mac !== undefined && !/^(preserve|permanent)$/.test(mac)) ledger.refused([...at, 'customMacAddress'], 'has to be a MAC address; one that changes is not carried over');
  ledger.applied([...at, 'customMacAddress'], 'the interface keeps its own');
}
