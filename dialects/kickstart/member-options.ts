/** Options of the kernel's bonds and bridges, as NetworkManager takes them, in netplan's words. */
import { numberOf } from './number-of.ts';

type Take = (value: string) => [key: string, value: unknown] | undefined;

const modes = ['balance-rr', 'active-backup', 'balance-xor', 'broadcast', '802.3ad', 'balance-tlb', 'balance-alb'];

const text = (key: string): Take => (value) => [key, value];
const number = (key: string): Take => (value) => (numberOf(value) === undefined ? undefined : [key, Number(value)]);
/** One of a list, by name or by its number in the list. */
const oneOf = (key: string, choices: readonly string[]): Take => (value) => {
  const found = choices[numberOf(value) ?? -1] ?? choices.find((choice) => choice === value);
  return found === undefined ? undefined : [key, found];
};

const bond: ReadonlyMap<string, Take> = new Map([
  ['mode', oneOf('mode', modes)], ['miimon', number('mii-monitor-interval')], ['lacp_rate', oneOf('lacp-rate', ['slow', 'fast'])], ['xmit_hash_policy', oneOf('transmit-hash-policy', ['layer2', 'layer3+4', 'layer2+3', 'encap2+3', 'encap3+4'])],
  ['updelay', number('up-delay')], ['downdelay', number('down-delay')], ['primary', text('primary')], ['min_links', number('min-links')], ['ad_select', oneOf('ad-select', ['stable', 'bandwidth', 'count'])],
  ['arp_interval', number('arp-interval')], ['arp_ip_target', (value) => ['arp-ip-targets', value.split(',')]], ['fail_over_mac', oneOf('fail-over-mac-policy', ['none', 'active', 'follow'])],
  ['primary_reselect', oneOf('primary-reselect-policy', ['always', 'better', 'failure'])], ['num_grat_arp', number('gratuitous-arp')], ['resend_igmp', number('resend-igmp')],
]);

const bridge: ReadonlyMap<string, Take> = new Map([
  ['stp', (value): [string, unknown] | undefined => (/^(yes|on|true|1)$/i.test(value) ? ['stp', true] : /^(no|off|false|0)$/i.test(value) ? ['stp', false] : undefined)],
  ['priority', number('priority')], ['forward-delay', number('forward-delay')], ['hello-time', number('hello-time')], ['max-age', number('max-age')], ['ageing-time', number('ageing-time')],
]);

export const bondParameters = (written: string | undefined): Record<string, unknown> | string => parametersOf(written, bond, '--bondopts=mode=active-backup,miimon=100');
export const bridgeParameters = (written: string | undefined): Record<string, unknown> | string => parametersOf(written, bridge, '--bridgeopts=stp=no');

/** A semicolon separates them where a comma is part of one. */
function parametersOf(written: string | undefined, known: ReadonlyMap<string, Take>, example: string): Record<string, unknown> | string {
  const entries = (written ?? '').split(written?.includes(';') ? ';' : ',').map((entry) => entry.trim()).filter(Boolean);
  const parameters: [string, unknown][] = [];
  for (const entry of entries) {
    const at = entry.indexOf('=');
    const name = entry.slice(0, Math.max(0, at)).toLowerCase();
    const taken = known.get(name)?.(entry.slice(at + 1));
    if (!taken) return `${known.has(name) ? `${name} cannot have this value` : 'one of the options is not known here'}; write for example ${example}`;
    parameters.push(taken);
  }
  return Object.fromEntries(parameters);
}
