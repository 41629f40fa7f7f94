/**
 * The firewall as text for nft: what comes in is dropped but for what is named. Only the table `inet filter` is
 * replaced, so that the tables of a container engine live on.
 */
import { createHash } from 'node:crypto';
import { familyOf } from '../spec/ip-address.ts';
import type { AllowedService, HardenFacts } from './control.ts';

export const rulesetPath = '/etc/nftables.conf';
export const ownRulesFolder = '/etc/nftables.d';

/** Names the rules: what is loaded is known by it, without comparing nft's spelling with ours. */
export function rulesetMark(facts: HardenFacts): string {
  return `cognos ${createHash('sha256').update(chains(facts)).digest('hex').slice(0, 12)}`;
}

export function ruleset(facts: HardenFacts): string {
  return `#!/usr/sbin/nft -f
# Written by CognOS from cognos.security.firewall of /etc/cognos/spec.yaml; \`cognos-harden apply\` writes it again.
# Own rules: files ${ownRulesFolder}/*.nft, for example
#   add rule inet filter own_input tcp dport 9000 accept
table inet filter
delete table inet filter
table inet filter {
  comment "${rulesetMark(facts)}"
${chains(facts)}}
include "${ownRulesFolder}/*.nft"
`;
}

function chains(facts: HardenFacts): string {
  // A service that is given twice, for all and for some, is limited once.
  const services = [...new Set(facts.allow.flatMap(accept))];
  return `
  # Who opens ssh connections, for a minute.
  set ssh_source4 {
    type ipv4_addr
    flags dynamic,timeout
    timeout 1m
    size 65535
  }
  set ssh_source6 {
    type ipv6_addr
    flags dynamic,timeout
    timeout 1m
    size 65535
  }

  chain input {
    type filter hook input priority 0; policy drop;
    iif "lo" accept
    ip saddr 127.0.0.0/8 counter drop
    ip6 saddr ::1 counter drop
    ct state established,related accept
    ct state invalid counter drop
    # Path MTU discovery and errors; neighbours; groups; a ping that cannot flood.
    icmp type { destination-unreachable, time-exceeded, parameter-problem } accept
    icmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem } accept
    icmpv6 type { nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept
    ip6 saddr fe80::/10 icmpv6 type { mld-listener-query, mld-listener-report, mld-listener-done, mld2-listener-report } accept
    icmp type echo-request limit rate 10/second burst 20 packets accept
    icmpv6 type echo-request limit rate 10/second burst 20 packets accept
    # Answers of DHCP servers, which need not come from whom they were asked of.
    udp sport 67 udp dport 68 accept
    ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept
${services.map((line) => `    ${line}\n`).join('')}    jump own_input
    # Level debug: in the journal, and not on the console.
    limit rate 5/minute burst 10 packets log prefix "cognos drop: " level debug
    counter drop
  }

  # Filled by the files of ${ownRulesFolder}.
  chain own_input {
  }

  chain forward {
    type filter hook forward priority 0; policy drop;
${facts.exceptions.includes('containers') ? containerForwarding : ''}  }

  # What is part of no connection does not leave either.
  chain output {
    type filter hook output priority 0; policy drop;
    oif "lo" accept
    ct state { established, related, new, untracked } accept
  }
`;
}

/** Bridges of docker, podman, CNI, LXC and libvirt; connections that their published ports were rewritten for. */
const containerForwarding = `    ct state established,related accept
    iifname { "docker*", "br-*", "podman*", "cni*", "veth*", "lxc*", "virbr*" } accept
    ct status dnat accept
`;

function accept({ port, protocol, from }: AllowedService): string[] {
  const match = `${protocol} dport ${port}`;
  const four = from.filter((network) => family(network) === 4);
  const six = from.filter((network) => family(network) === 6);
  const sources = from.length === 0 ? [''] : [...four.length > 0 ? [`ip saddr { ${four.join(', ')} } `] : [], ...six.length > 0 ? [`ip6 saddr { ${six.join(', ')} } `] : []];
  const limits = protocol === 'tcp' && port === 22 ? [
    `${match} ct state new update @ssh_source4 { ip saddr limit rate over 30/minute burst 30 packets } counter drop`,
    `${match} ct state new update @ssh_source6 { ip6 saddr limit rate over 30/minute burst 30 packets } counter drop`,
  ] : [];
  return [...limits, ...sources.map((source) => `${source}${match} accept`)];
}

function family(network: string): 0 | 4 | 6 {
  return familyOf(network.split('/')[0] ?? '');
}
