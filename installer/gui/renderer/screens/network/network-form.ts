/**
 * The form of the network screen, and netplan's version 2, which the answers keep: one connection, by cable, Wi-Fi or a bond
 * of cables, tagged or not. A file may say more than the form can show; then there is no form of it. Pure.
 */
import type { Bond, InstallSpec, NetworkV2 } from '../../../../../shared/spec/install-spec.ts';

export type BondMode = 'active-backup' | '802.3ad' | 'balance-alb';
export const bondModes: readonly BondMode[] = ['active-backup', '802.3ad', 'balance-alb'];

export interface NetworkForm {
  /** The interface, or `bond`. */
  device: string;
  wireless?: { ssid: string; key: string; hidden: boolean; /** It takes nothing older, and the key is the phrase itself. */ wpa3: boolean };
  bond?: { members: string[]; mode: BondMode };
  /** Its number; undefined without one. */
  vlan?: number;
  /** Undefined: the network gives them. */
  fixed?: { addresses: string[]; gateways: string[]; dns: string[] };
}

interface Addressing { dhcp4?: boolean; dhcp6?: boolean; addresses?: string[]; routes?: { to: string; via: string }[]; nameservers?: { addresses: string[] } }

export const bondName = 'bond0';

export function networkOf(form: NetworkForm): NetworkV2 {
  const addressing = addressingOf(form);
  // With a tag, the addresses belong to the tagged interface and the one below it has none.
  const own = form.vlan === undefined ? addressing : {};
  const vlans = form.vlan === undefined ? {} : { vlans: { [vlanName(form)]: { id: form.vlan, link: deviceOf(form), ...addressing } } };
  return { version: 2, ...linkOf(form, own), ...vlans } as NetworkV2;
}

function linkOf({ device, wireless, bond }: NetworkForm, own: Addressing): Partial<NetworkV2> {
  if (bond) {
    const parameters = { mode: bond.mode, 'mii-monitor-interval': 100 };
    return { ethernets: Object.fromEntries(bond.members.map((member) => [member, {}])), bonds: { [bondName]: { interfaces: bond.members, parameters, ...own } as Bond } };
  }
  if (!wireless) return { ethernets: { [device]: own } };
  const { ssid, key, hidden, wpa3 } = wireless;
  const password = key === '' ? {} : { password: key };
  const point = { ...(wpa3 ? { auth: { 'key-management': 'sae' as const, ...password } } : password), ...(hidden ? { hidden: true } : {}) };
  return { wifis: { [device]: { 'access-points': { [ssid]: point }, ...own } } };
}

/** A list keeps an empty line as long as it is open, so that what is missing is refused beside its field instead of being left out. */
function addressingOf({ fixed }: NetworkForm): Addressing {
  if (!fixed) return { dhcp4: true };
  const { addresses, gateways, dns } = fixed;
  return {
    addresses,
    ...(gateways.length > 0 ? { routes: gateways.map((via) => ({ to: 'default', via })) } : {}),
    ...(dns.length > 0 ? { nameservers: { addresses: dns } } : {}),
  };
}

function deviceOf({ device, bond }: NetworkForm): string {
  return bond ? bondName : device;
}

/** As Debian names them; interfaces have at most 15 characters. */
export function vlanName(form: NetworkForm): string {
  const long = `${deviceOf(form)}.${form.vlan ?? 0}`;
  return long.length <= 15 ? long : `vlan${form.vlan ?? 0}`;
}

/** Undefined when the form cannot show all of it: then changing it here would lose something. */
export function formOf(network: InstallSpec['network']): NetworkForm | undefined {
  if (network?.version !== 2) return undefined;
  const link = readLink(network);
  const [vlan, ...more] = Object.entries(network.vlans ?? {});
  if (!link || more.length > 0) return undefined;
  const source = (vlan ? vlan[1] : link.own) as Addressing;
  const form: NetworkForm = { ...link.form, ...(vlan ? { vlan: vlan[1].id } : {}), ...readAddressing(source) };
  return same(networkOf(form), network) ? form : undefined;
}

function readLink({ ethernets = {}, wifis = {}, bonds = {} }: NetworkV2): { form: NetworkForm; own: unknown } | undefined {
  const bond = Object.values(bonds)[0];
  if (bond) return { form: { device: 'bond', bond: { members: bond.interfaces ?? [], mode: (bond.parameters?.mode ?? 'active-backup') as BondMode } }, own: bond };
  const [wifi] = Object.entries(wifis);
  if (wifi) {
    const [ssid = '', point] = Object.entries(wifi[1]['access-points'])[0] ?? [];
    const wpa3 = point?.auth?.['key-management'] === 'sae';
    return { form: { device: wifi[0], wireless: { ssid, key: (wpa3 ? point.auth?.password : point?.password) ?? '', hidden: point?.hidden ?? false, wpa3 } }, own: wifi[1] };
  }
  const [ethernet] = Object.entries(ethernets);
  return ethernet && { form: { device: ethernet[0] }, own: ethernet[1] };
}

function readAddressing({ dhcp4, addresses, routes = [], nameservers }: Addressing): Pick<NetworkForm, 'fixed'> {
  if (dhcp4 || !addresses) return {};
  return { fixed: { addresses, gateways: routes.map(({ via }) => via), dns: nameservers?.addresses ?? [] } };
}

/** The order of the keys says nothing. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
