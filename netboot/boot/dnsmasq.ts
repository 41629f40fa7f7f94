/**
 * dnsmasq's configuration: the addresses of a network by DHCP, or only the boot files beside a DHCP server that is there
 * already (proxyDHCP), and the first boot loader by TFTP. Names are not its business (port=0). Pure text.
 */
import { checkBase } from './kernel-words.ts';

export interface DnsmasqOptions {
  /** The card on the machines' network: `eno2`. */
  interface: string;
  /** Our address there. */
  address: string;
  /** `proxy`: an existing DHCP server gives the addresses; `full`: this one does. */
  mode: { kind: 'proxy'; network: string; netmask: string } | { kind: 'full'; first: string; last: string; netmask: string; router?: string; dns?: readonly string[]; leaseHours?: number };
  /** `http://ADDRESS:PORT` of the artefacts. */
  base: string;
  /** A folder of its own: `tftp/`, `leases` and `pid` below it. */
  folder: string;
}

/** Throws a sentence for what would mean something else in dnsmasq's configuration. */
export function dnsmasqConfiguration(options: DnsmasqOptions): string {
  const { folder, base } = options;
  check('the interface', options.interface, /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/);
  check('the folder', folder, /^\/[A-Za-z0-9_./+-]+$/);
  return [
    '# Written by cognos-netboot serve.',
    'port=0', 'log-facility=-', `interface=${options.interface}`, 'bind-dynamic', 'except-interface=lo', 'no-hosts', 'no-resolv',
    `pid-file=${folder}/pid`, `dhcp-leasefile=${folder}/leases`, 'enable-tftp', `tftp-root=${folder}/tftp`, 'tftp-no-fail', 'tftp-max=1000',
    ...addresses(options.mode), ...clients, ...bootFiles(options, checkBase(base)),
  ].map((line) => `${line}\n`).join('');
}

function addresses(mode: DnsmasqOptions['mode']): string[] {
  if (mode.kind === 'proxy') return [`dhcp-range=${ipv4(mode.network)},proxy,${ipv4(mode.netmask)}`];
  const { first, last, netmask, router, dns = [], leaseHours = 12 } = mode;
  return [
    `dhcp-range=${ipv4(first)},${ipv4(last)},${ipv4(netmask)},${leaseHours}h`, 'dhcp-authoritative',
    // Without an address the option is not sent at all; by itself dnsmasq would name itself.
    `dhcp-option=option:router${router === undefined ? '' : `,${ipv4(router)}`}`,
    `dhcp-option=option:dns-server${dns.map((each) => `,${ipv4(each)}`).join('')}`,
  ];
}

/** Who asks: iPXE by its user class, UEFI by its architecture (RFC 4578 with IANA's table), UEFI HTTP boot by its vendor class. */
const clients = [
  'dhcp-userclass=set:ipxe,iPXE',
  'dhcp-match=set:bios,option:client-arch,0',
  'dhcp-match=set:uefi,option:client-arch,7', 'dhcp-match=set:uefi,option:client-arch,9',
  'dhcp-match=set:http,option:client-arch,16', 'dhcp-vendorclass=set:http,HTTPClient',
];

/** By TFTP like the loaders: it is there when the web server is not yet, and asks until that is. */
const start = 'ipxe/start.ipxe';

function bootFiles({ mode, address }: DnsmasqOptions, base: string): string[] {
  const here = ipv4(address);
  // A client of proxyDHCP takes a file from a boot service only; without a second one nobody is asked to choose.
  if (mode.kind === 'proxy') return [
    'pxe-prompt="CognOS",0',
    `pxe-service=tag:!ipxe,x86PC,"CognOS",undionly.kpxe,${here}`, `pxe-service=tag:ipxe,x86PC,"CognOS",${start},${here}`,
    ...['7', '9'].flatMap((architecture) => [`pxe-service=tag:!ipxe,${architecture},"CognOS",shimx64.efi,${here}`, `pxe-service=tag:ipxe,${architecture},"CognOS",${start},${here}`]),
    `dhcp-boot=tag:ipxe,${start},,${here}`,
  ];
  return [
    `dhcp-boot=tag:ipxe,${start},,${here}`,
    `dhcp-boot=tag:bios,tag:!ipxe,undionly.kpxe,,${here}`,
    `dhcp-boot=tag:uefi,tag:!ipxe,shimx64.efi,,${here}`,
    // By HTTP nothing that Secure Boot accepts gets any further (menu.ts, grubStart); its firmware goes on to PXE.
    `dhcp-boot=tag:http,tag:!ipxe,${base}/boot/ipxe.efi`, 'dhcp-option-force=tag:http,option:vendor-class,HTTPClient',
  ];
}

function ipv4(text: string): string {
  return check('the address', text, /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/);
}

function check(what: string, text: string, form: RegExp): string {
  if (!form.test(text)) throw new Error(`${what} ${JSON.stringify(text)} cannot stand in dnsmasq's configuration; it has to look like ${String(form)}`);
  return text;
}
