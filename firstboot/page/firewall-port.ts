/**
 * A port in the running ruleset, open while something of first boot listens there. In every chain that drops what comes
 * in, for one that accepts cannot overrule another that drops; never in a file, so that no reboot finds it open.
 */
import type { Host } from '../../shared/system/host.ts';

interface Chain { family: string; table: string; name: string; hook?: string; policy?: string }
interface Rule { family: string; table: string; chain: string; handle: number; comment?: string }

const mark = (port: number): string => `cognos-firstboot ${port}`;

export async function openPort(host: Host, port: number): Promise<void> {
  const { chains, rules } = await readRuleset(host);
  for (const { family, table, name } of chains.filter(({ hook, policy }) => hook === 'input' && policy === 'drop')) {
    if (rules.some((rule) => rule.comment === mark(port) && rule.table === table && rule.chain === name)) continue;
    await host.run('nft', ['insert', 'rule', family, table, name, 'tcp', 'dport', String(port), 'accept', 'comment', `"${mark(port)}"`]);
  }
}

export async function closePort(host: Host, port: number): Promise<void> {
  const { rules } = await readRuleset(host);
  for (const { family, table, chain, handle } of rules.filter(({ comment }) => comment === mark(port))) {
    await host.run('nft', ['delete', 'rule', family, table, chain, 'handle', String(handle)]);
  }
}

/** libnftables-json(5). */
async function readRuleset(host: Host): Promise<{ chains: Chain[]; rules: Rule[] }> {
  const { nftables } = JSON.parse(await host.run('nft', ['--json', 'list', 'ruleset'])) as { nftables: { chain?: Chain; rule?: Rule }[] };
  return { chains: nftables.flatMap(({ chain }) => (chain ? [chain] : [])), rules: nftables.flatMap(({ rule }) => (rule ? [rule] : [])) };
}
