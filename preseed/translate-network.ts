/** netcfg: name, domain, address, wireless. */
import { isPredictable } from '../shared/foreign/interface-name.ts';
import { prefixOf } from '../shared/foreign/netmask.ts';
import type { Sheet } from './sheet.ts';

const unassigned = /^unn?assigned(-hostname|-domain|-host)?$/;
const staticParts = ['netcfg/get_ipaddress', 'netcfg/get_netmask', 'netcfg/get_gateway', 'netcfg/get_nameservers', 'netcfg/get_pointopoint'];
/** netcfg's waiting times and confirmations: nothing is asked and nothing waits here. */
const waits = ['netcfg/dhcp_timeout', 'netcfg/dhcpv6_timeout', 'netcfg/link_wait_timeout', 'netcfg/dhcp_failed', 'netcfg/dhcp_options', 'netcfg/no_default_route', 'netcfg/use_autoconfig', 'netcfg/gateway_unreachable', 'netcfg/internal-none', 'netcfg/link_detection_timeout', 'netcfg/dhcp_hostname', 'netcfg/dhcp_ntp_servers', 'netcfg/wifi_progress_title', 'netcfg/target_network_config', 'netcfg/no_interfaces', 'netcfg/error'];

export function translateNetwork(sheet: Sheet): void {
  translateName(sheet);
  translateInterface(sheet);
  for (const question of waits) sheet.notApplicable(question, 'belongs to how debian-installer waits for the network');
}

function translateName(sheet: Sheet): void {
  const forced = 'netcfg/hostname';
  const asked = 'netcfg/get_hostname';
  const domainQuestion = 'netcfg/get_domain';
  const question = sheet.value(forced) === undefined ? asked : forced;
  const name = sheet.value(question);
  const domain = sheet.value(domainQuestion);
  if (question === forced) sheet.notApplicable(asked, `netcfg/hostname in line ${sheet.lineOf(forced)} is the name whatever else says`);
  const real = name !== undefined && !unassigned.test(name);
  if (real) {
    sheet.put(['hostname'], name.split('.')[0]);
    sheet.translated(question, [['hostname']]);
  }
  const whole = name?.includes('.') ? name : real && domain !== undefined && !unassigned.test(domain) ? `${name}.${domain}` : undefined;
  if (whole !== undefined && real) {
    sheet.put(['fqdn'], whole);
    sheet.put(['manage_etc_hosts'], 'localhost');
    sheet.translated(name.includes('.') ? question : domainQuestion, [['fqdn']]);
  }
  for (const each of [forced, asked]) sheet.notApplicable(each, 'names nothing, so the machine gets the name that CognOS gives');
  sheet.notApplicable(domainQuestion, domain === undefined || unassigned.test(domain) ? 'names no domain' : real ? 'the host name has its domain with it' : 'a domain without a host name says nothing');
}

function translateInterface(sheet: Sheet): void {
  const chosen = sheet.value('netcfg/choose_interface') ?? 'auto';
  const essid = sheet.value('netcfg/wireless_essid') ?? sheet.value('netcfg/wireless_essid_again');
  if (sheet.truth('netcfg/enable') === false) sheet.refused('netcfg/enable', 'a CognOS machine needs a network for its model and its updates; leave this out, or give a static address');
  sheet.applied('netcfg/enable', 'the network is configured');
  const autoconfig = sheet.truth('netcfg/disable_autoconfig') !== true && sheet.truth('netcfg/disable_dhcp') !== true;
  if (essid !== undefined) return translateWireless(sheet, chosen, essid, autoconfig);
  for (const question of ['netcfg/wireless_wep', 'netcfg/wireless_wpa', 'netcfg/wireless_essid', 'netcfg/wireless_essid_again', 'netcfg/wireless_security_type', 'netcfg/wireless_show_essids', 'netcfg/wireless_adhoc_managed']) sheet.notApplicable(question, 'no wireless network is named');
  if (!autoconfig || sheet.truth('netcfg/confirm_static') === true && sheet.value('netcfg/get_ipaddress') !== undefined && !sheet.answer('netcfg/disable_autoconfig')) return translateStatic(sheet, chosen, sheet.value('netcfg/get_ipaddress'));
  translateDhcp(sheet, chosen);
}

function translateDhcp(sheet: Sheet, chosen: string): void {
  const question = 'netcfg/choose_interface';
  if (isPredictable(chosen)) {
    sheet.put(['network'], { version: 2, ethernets: { [chosen]: { dhcp4: true, ...nameservers(sheet) } } });
    sheet.translated(question, [['network', 'ethernets', chosen]], 'DHCP on this interface alone');
    translateNameservers(sheet, ['network', 'ethernets', chosen, 'nameservers']);
  } else {
    sheet.applied(question, chosen === 'auto' ? 'DHCP is tried on every wired interface' : `DHCP is tried on every wired interface; CognOS has no name ${chosen.slice(0, 15)}, as it names interfaces by where they are (enp1s0)`);
  }
  for (const name of ['netcfg/disable_autoconfig', 'netcfg/disable_dhcp']) sheet.applied(name, 'addresses come by DHCP');
  for (const name of [...staticParts, 'netcfg/confirm_static']) sheet.notApplicable(name, 'addresses come by DHCP; netcfg/disable_autoconfig true would make this count');
}

function translateStatic(sheet: Sheet, chosen: string, address: string | undefined): void {
  const question = 'netcfg/choose_interface';
  const subject = sheet.answer('netcfg/disable_autoconfig') ? 'netcfg/disable_autoconfig' : sheet.answer('netcfg/disable_dhcp') ? 'netcfg/disable_dhcp' : 'netcfg/confirm_static';
  if (address === undefined) {
    sheet.refused(subject, 'without DHCP there has to be an address; write netcfg/get_ipaddress, netcfg/get_netmask and netcfg/get_gateway, or leave this out');
    for (const name of [...staticParts, question, 'netcfg/confirm_static', 'netcfg/disable_autoconfig', 'netcfg/disable_dhcp']) sheet.notApplicable(name, `no address is given, see line ${sheet.lineOf(subject)}`);
    return;
  }
  if (!isPredictable(chosen)) {
    const why = `a fixed address needs the one interface that gets it, and ${chosen === 'auto' ? 'auto does not name it' : `CognOS has no name ${chosen.slice(0, 15)}, as it names interfaces by where they are`}; write d-i netcfg/choose_interface select enp1s0 (ip link shows the names on the CognOS medium)`;
    sheet.refused(sheet.answer(question) ? question : 'netcfg/get_ipaddress', why);
    for (const name of [...staticParts, question, 'netcfg/confirm_static', 'netcfg/disable_autoconfig', 'netcfg/disable_dhcp']) sheet.notApplicable(name, 'goes with the interface, which is not known');
    return;
  }
  const path = ['network', 'ethernets', chosen];
  const prefix = prefixOf(address, sheet.value('netcfg/get_netmask'));
  if (prefix === undefined) {
    sheet.refused('netcfg/get_netmask', 'this is no netmask; write for example 255.255.255.0');
    if (!sheet.answer('netcfg/get_netmask')) sheet.refused('netcfg/get_ipaddress', 'the address has no netmask; write netcfg/get_netmask, for example 255.255.255.0, or the address as 192.0.2.10/24');
  }
  const gateway = sheet.value('netcfg/get_gateway');
  const hasGateway = gateway !== undefined && !/^none$/i.test(gateway);
  sheet.put(['network'], { version: 2, ethernets: { [chosen]: {
    dhcp4: false, addresses: [`${address.split('/')[0]}/${prefix ?? 24}`],
    ...hasGateway ? { routes: [{ to: 'default', via: gateway }] } : {}, ...nameservers(sheet),
  } } });
  sheet.translated(question, [path]);
  sheet.translated('netcfg/get_ipaddress', [[...path, 'addresses']]);
  if (prefix !== undefined) sheet.translated('netcfg/get_netmask', [[...path, 'addresses']], `as /${prefix}`);
  if (hasGateway) sheet.translated('netcfg/get_gateway', [[...path, 'routes']]);
  sheet.notApplicable('netcfg/get_gateway', 'names no gateway');
  translateNameservers(sheet, [...path, 'nameservers']);
  if (sheet.value('netcfg/get_pointopoint') !== undefined) sheet.refused('netcfg/get_pointopoint', 'point-to-point links are not carried over; write network: in user-data, with on-link: true at the route');
  sheet.notApplicable('netcfg/get_pointopoint', 'names no other end');
  for (const name of ['netcfg/disable_autoconfig', 'netcfg/disable_dhcp']) sheet.translated(name, [[...path, 'dhcp4']]);
  sheet.applied('netcfg/confirm_static', 'nothing is asked');
}

function nameservers(sheet: Sheet): { nameservers?: { addresses?: string[]; search?: string[] } } {
  const addresses = sheet.list('netcfg/get_nameservers').filter((name) => !/^none$/i.test(name));
  const domain = sheet.value('netcfg/get_domain');
  const search = domain !== undefined && !unassigned.test(domain) ? [domain] : [];
  return addresses.length > 0 ? { nameservers: { addresses, ...search.length > 0 ? { search } : {} } } : {};
}

function translateNameservers(sheet: Sheet, path: string[]): void {
  if (nameservers(sheet).nameservers) sheet.translated('netcfg/get_nameservers', [path]);
  else sheet.notApplicable('netcfg/get_nameservers', 'names no server');
}

function translateWireless(sheet: Sheet, chosen: string, essid: string, autoconfig: boolean): void {
  const key = sheet.value('netcfg/wireless_wpa');
  const wep = sheet.value('netcfg/wireless_wep');
  const question = sheet.value('netcfg/wireless_essid') === undefined ? 'netcfg/wireless_essid_again' : 'netcfg/wireless_essid';
  const why = wep !== undefined && key === undefined ? 'WEP protects nothing and is not supported; use WPA'
    : !isPredictable(chosen) || !chosen.startsWith('wl') ? 'a wireless network needs its interface by name; write d-i netcfg/choose_interface select wlp2s0 (ip link shows the names on the CognOS medium)'
      : autoconfig ? undefined : 'a fixed address on a wireless network is not carried over; write network: in user-data';
  if (why !== undefined) sheet.refused(question, why);
  else {
    const path = ['network', 'wifis', chosen];
    sheet.put(['network'], { version: 2, wifis: { [chosen]: { dhcp4: true, 'access-points': { [essid]: key === undefined ? {} : { password: key } } } } });
    sheet.translated('netcfg/choose_interface', [path]);
    sheet.translated(question, [[...path, 'access-points']]);
    sheet.translated('netcfg/wireless_wpa', [[...path, 'access-points']]);
  }
  for (const name of ['netcfg/choose_interface', 'netcfg/wireless_essid', 'netcfg/wireless_essid_again', 'netcfg/wireless_wpa', 'netcfg/wireless_wep', 'netcfg/wireless_security_type', 'netcfg/wireless_show_essids', 'netcfg/wireless_adhoc_managed', 'netcfg/disable_autoconfig', 'netcfg/disable_dhcp', 'netcfg/confirm_static', ...staticParts]) {
    sheet.notApplicable(name, why === undefined ? 'the wireless network is known without it' : `goes with the wireless network, see line ${sheet.lineOf(question)}`);
  }
}
