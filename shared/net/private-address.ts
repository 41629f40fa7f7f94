/** Addresses of a site's own network (RFC 1918, RFC 4193), written as numbers: what a boot server without TLS is reached by. */
import { contains, parseSubnet } from '../spec/ip-address.ts';

const networks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].map((text) => parseSubnet(text)).filter((subnet) => subnet !== undefined);

export function isPrivateUrl(text: string): boolean {
  const host = URL.canParse(text) ? new URL(text).hostname.replace(/^\[|\]$/g, '') : '';
  return networks.some((subnet) => contains(subnet, host));
}
