/** This machine -> the facts from which openQuestions decides. Needs root for /etc/shadow. */
import { posix } from 'node:path';
import type { Host } from '../../shared/system/host.ts';
import { aiPath, specPath, specSourcePath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { readSpec } from '../read-spec.ts';
import { peopleOf, type AskFacts } from './ask-facts.ts';

export async function readAskFacts(host: Host): Promise<AskFacts> {
  const passwd = await readIfThere(host, '/etc/passwd') ?? '';
  const spec = await readSpec(host);
  return {
    spec, passwd,
    hasSpec: await hasSpec(host),
    shadow: await readIfThere(host, '/etc/shadow') ?? '',
    withKeys: await findKeyHolders(host, passwd),
    hostname: (await readIfThere(host, '/proc/sys/kernel/hostname') ?? await readIfThere(host, '/etc/hostname') ?? '').trim(),
    // Not looked at where the spec has the answer: no command runs for nothing.
    interfaces: spec.network === undefined ? await readInterfaces(host) : [],
    networkConfigured: await isNetworkConfigured(host),
    chosen: await host.exists(aiPath),
    machineId: (await readIfThere(host, '/etc/machine-id') ?? '').trim(),
  };
}

/** First boot writes an empty one where no cloud gave any. */
async function hasSpec(host: Host): Promise<boolean> {
  if (!await host.exists(specPath)) return false;
  const source = await readIfThere(host, specSourcePath);
  return source === undefined || (JSON.parse(source) as { from?: string }).from !== 'nothing';
}

async function findKeyHolders(host: Host, passwd: string): Promise<string[]> {
  const names: string[] = [];
  for (const { name, home } of peopleOf(passwd)) {
    const keys = await readIfThere(host, posix.join(home, '.ssh/authorized_keys')) ?? '';
    if (keys.split('\n').some((line) => /^\s*[^#\s]/.test(line))) names.push(name);
  }
  return names;
}

interface Link { ifname?: string; link_type?: string; linkinfo?: unknown; flags?: string[]; addr_info?: { scope?: string; local?: string }[] }

/** Hardware only: what has a `linkinfo` is a bridge, a tunnel or the like. */
async function readInterfaces(host: Host): Promise<AskFacts['interfaces']> {
  const links = JSON.parse(await host.run('ip', ['-json', '-details', 'address', 'show']) || '[]') as Link[];
  return links.filter(({ link_type: type, linkinfo }) => type === 'ether' && linkinfo === undefined).map(({ ifname = '', flags = [], addr_info: addresses = [] }) => ({
    name: ifname,
    carrier: flags.includes('LOWER_UP'),
    addresses: addresses.flatMap(({ scope, local }) => (scope === 'global' && local !== undefined ? [local] : [])),
  }));
}

async function isNetworkConfigured(host: Host): Promise<boolean> {
  for (const [folder, form] of [['/etc/netplan', /\.yaml$/], ['/etc/systemd/network', /\.network$/]] as const) {
    if ((await host.list(folder)).some((name) => form.test(name))) return true;
  }
  return /^\s*iface\s+(?!lo\b)/m.test(await readIfThere(host, '/etc/network/interfaces') ?? '');
}
