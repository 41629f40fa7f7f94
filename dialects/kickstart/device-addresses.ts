/** How an interface gets its addresses, in netplan's words. */
import { prefixOf } from '../../shared/foreign/netmask.ts';
import { numberOf } from './number-of.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

export type Device = Record<string, unknown>;

/** Text says why not. */
export function addressesOf(sheet: Sheet, statement: Statement): Device | string {
  const value = (option: string): string | undefined => sheet.value(statement, option);
  const has = (option: string): boolean => sheet.has(statement, option);
  const noIpv4 = has('noipv4');
  const fixed = value('bootproto')?.toLowerCase() === 'static' || value('ip') !== undefined;
  const address = noIpv4 || !fixed ? undefined : ipv4Of(value('ip'), value('netmask'));
  if (address !== undefined && typeof address !== 'string') return address.fault;
  const ipv6 = value('ipv6');
  if (fixed && !noIpv4 && address === undefined && ipv6 === undefined) return 'without DHCP there has to be an address; write --ip=… --netmask=… --gateway=…, or --bootproto=dhcp';
  const mtu = value('mtu');
  if (mtu !== undefined && numberOf(mtu) === undefined) return '--mtu is no number; write for example --mtu=9000';
  const dynamic = !noIpv4 && !fixed;
  const overrides = { ...has('nodefroute') && dynamic ? { 'use-routes': false } : {}, ...(has('nodns') || has('ipv4-ignore-auto-dns')) && dynamic ? { 'use-dns': false } : {} };
  const addresses = [address, ipv6 !== undefined && ipv6.includes(':') ? ipv6.includes('/') ? ipv6 : `${ipv6}/64` : undefined].filter((each) => each !== undefined);
  const boot = value('onboot')?.toLowerCase();
  if (boot !== undefined && !/^(on|yes|true|1|off|no|false|0)$/.test(boot)) return '--onboot is yes or no; write --onboot=yes';
  if (ipv6 !== undefined && !ipv6.includes(':') && !/^(auto|dhcp)$/i.test(ipv6)) return '--ipv6 is an address, auto or dhcp; write for example --ipv6=2001:db8::10/64';
  return {
    dhcp4: dynamic, ...ipv6?.toLowerCase() === 'dhcp' ? { dhcp6: true } : {}, ...Object.keys(overrides).length > 0 ? { 'dhcp4-overrides': overrides } : {},
    ...has('noipv6') ? { 'accept-ra': false, 'link-local': [] } : ipv6?.toLowerCase() === 'auto' ? { 'accept-ra': true } : {},
    ...addresses.length > 0 ? { addresses } : {}, ...routesOf(sheet, statement, has('nodefroute')), ...nameserversOf(sheet, statement),
    ...mtu === undefined ? {} : { mtu: Number(mtu) }, ...boot !== undefined && /^(off|no|false|0)$/.test(boot) ? { optional: true, 'activation-mode': 'manual' } : {},
  };
}

function ipv4Of(ip: string | undefined, mask: string | undefined): string | { fault: string } | undefined {
  if (ip === undefined) return undefined;
  const prefix = prefixOf(ip, mask);
  if (prefix !== undefined) return `${ip.split('/')[0] ?? ''}/${prefix}`;
  return { fault: mask === undefined ? 'the address has no netmask; write --netmask=255.255.255.0' : '--netmask is no netmask; write for example --netmask=255.255.255.0' };
}

function routesOf(sheet: Sheet, statement: Statement, without: boolean): Device {
  const gateways = [sheet.value(statement, 'gateway'), sheet.value(statement, 'ipv6gateway')].filter((via) => via !== undefined);
  return without || gateways.length === 0 ? {} : { routes: gateways.map((via) => ({ to: 'default', via })) };
}

function nameserversOf(sheet: Sheet, statement: Statement): Device {
  const addresses = sheet.list(statement, 'nameserver');
  const search = [...new Set([...sheet.list(statement, 'ipv4-dns-search'), ...sheet.list(statement, 'ipv6-dns-search')])];
  if (addresses.length === 0 && search.length === 0) return {};
  return { nameservers: { ...addresses.length > 0 ? { addresses } : {}, ...search.length > 0 ? { search } : {} } };
}
