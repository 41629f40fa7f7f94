/** Addresses that the machine will call: https for our own (and http by a private address), http or https for package mirrors, and never a metadata service. */
import { isPrivateUrl } from '../net/private-address.ts';
import type { Check, Note } from './check.ts';
import type { Path } from './document.ts';
import { hostnameFault } from './check-hostname.ts';
import { contains, familyOf, parseSubnet } from './ip-address.ts';
import type { Subnet } from './ip-address.ts';

/** The machine itself, link-local addresses, and the metadata services of AWS, Azure and Alibaba. */
const own: Subnet[] = [
  '169.254.0.0/16', '127.0.0.0/8', '0.0.0.0/8', '100.100.100.200/32', '168.63.129.16/32',
  'fe80::/10', '::1/128', '::/128', 'fd00:ec2::254/128', '::ffff:169.254.0.0/112', '::ffff:127.0.0.0/104',
].map((text) => parseSubnet(text)).filter((subnet) => subnet !== undefined);
const ownNames = /^(localhost|metadata|instance-data|metadata\.google\.internal|.*\.localhost|metadata\..*\.internal)\.?$/;

export const checkUrls: Check = ({ cognos, apt }, note) => {
  const report = cognos.firstboot?.report;
  // http for a boot server without TLS, on the network that it installs from: events hold no secret, and the signature says who sent them.
  if (report) checkUrl(report.url, isPrivateUrl(report.url) ? ['https:', 'http:'] : ['https:'], ['cognos', 'firstboot', 'report', 'url'], note);
  for (const key of ['primary', 'security'] as const) {
    apt?.[key]?.forEach(({ uri }, index) => {
      if (uri !== undefined) checkUrl(uri, ['https:', 'http:'], ['apt', key, index, 'uri'], note);
    });
  }
  for (const key of ['proxy', 'http_proxy', 'https_proxy', 'ftp_proxy'] as const) {
    const url = apt?.[key];
    if (url !== undefined && /["'\\;\s]/.test(url)) note('url', ['apt', key], 'a quote, semicolon, backslash or space may not stand in an address; write it as % and its number, such as %20');
    else if (url !== undefined && url !== '' && !/^(https?|ftp|socks5h?):$/.test(parse(url)?.protocol ?? '')) note('url', ['apt', key], 'this is no proxy address; write for example http://proxy.example.net:3128');
  }
};

function checkUrl(text: string, protocols: string[], path: Path, note: Note): void {
  const url = parse(text);
  const example = `write for example ${protocols[0]}//example.net/`;
  if (/["'\\;\s]/.test(text)) note('url', path, 'a quote, semicolon, backslash or space may not stand in an address; write it as % and its number, such as %20');
  else if (!url) note('url', path, `this is no address; ${example}`);
  else if (!protocols.includes(url.protocol)) note('url', path, `${url.protocol} addresses are refused here; ${example}`);
  else if (url.username !== '' || url.password !== '') note('url-password', path, 'a name or password may not stand in an address; leave it out');
  else if (isOwn(url.hostname)) note('url', path, `${url.hostname} is the machine itself or the metadata service of a cloud; ${example}`);
  else if (!isAddress(url.hostname) && hostnameFault(url.hostname) !== undefined) note('url', path, `this is no address, as the host name in it cannot be one; ${example}`);
}

/** new URL has made 0xA9FEA9FE and its like into plain addresses by now. */
function isOwn(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  return familyOf(address) === 0 ? ownNames.test(host.toLowerCase()) : own.some((subnet) => contains(subnet, address));
}

function isAddress(host: string): boolean {
  return familyOf(host.replace(/^\[|\]$/g, '')) !== 0;
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
