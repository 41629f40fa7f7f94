/** A golden image as a folder: its files, what root would run on it, and root's side of the questions. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { answer } from '../../../../firstboot/ask/answer.ts';
import { openQuestions } from '../../../../firstboot/ask/open-questions.ts';
import { readAskFacts } from '../../../../firstboot/ask/read-ask-facts.ts';
import { startAsking, type Way } from '../../../../firstboot/ask/start-asking.ts';
import { CommandError, type Host } from '../../../../shared/system/host.ts';
import { system, systemShadow } from './ask-machines.ts';
import { rootedHost } from './rooted-host.ts';

export interface AskedMachine {
  root: string;
  host: Host;
  /** `file arg arg`, and what went in on stdin. */
  calls: { line: string; stdin: string }[];
  /** What cognos-answer.path and its service do. Resolves with the line for the journal. */
  applyNext(): Promise<string>;
  /** Path -> content of every file. */
  files(): Map<string, string>;
  start(way?: Exclude<Way, 'never'>): Promise<void>;
  remove(): void;
}

export const noLinks = JSON.stringify([
  { ifname: 'lo', link_type: 'loopback', flags: ['LOWER_UP'], addr_info: [{ scope: 'host', local: '127.0.0.1' }] },
  { ifname: 'enp1s0', link_type: 'ether', flags: ['BROADCAST', 'UP'], addr_info: [] },
  { ifname: 'docker0', link_type: 'ether', flags: [], addr_info: [], linkinfo: { info_kind: 'bridge' } },
]);
const linked = JSON.stringify([{ ifname: 'enp1s0', link_type: 'ether', flags: ['LOWER_UP'], addr_info: [{ scope: 'link', local: 'fe80::1' }, { scope: 'global', local: '192.0.2.10' }] }]);

/** @param links what `ip address` says: an interface that works unless told otherwise */
export async function askedMachine({ links = linked, before }: { links?: string; before?: (line: string) => void | Promise<void> } = {}): Promise<AskedMachine> {
  const root = mkdtempSync(join(tmpdir(), 'cognos-ask-'));
  const calls: AskedMachine['calls'] = [];
  const run: Host['run'] = async (file, args, { stdin = '', okExitCodes = [0] } = {}) => {
    const line = [file, ...args].join(' ');
    calls.push({ line, stdin });
    await before?.(line);
    if (file === 'ip') return links;
    if (file === 'useradd') await addUser(host, args.at(-1) ?? '', okExitCodes);
    if (file === 'chpasswd') await setPassword(host, stdin);
    if (file === 'getent') return `${args.at(-1)}:x:1000:1000::/home/${args.at(-1)}:/bin/bash\n`;
    return '';
  };
  const host = rootedHost(root, run);
  const start: Record<string, string> = {
    '/etc/passwd': system, '/etc/shadow': systemShadow, '/etc/machine-id': '0123456789abcdef0123456789abcdef\n', '/etc/hostname': 'cognos\n',
    '/proc/sys/kernel/hostname': 'cognos\n', '/etc/hosts': '127.0.0.1\tlocalhost\n', '/etc/netplan/50-cloud-init.yaml': 'network: {version: 2}\n',
    '/sys/class/tty/console/active': 'tty0 ttyS0\n', '/sys/class/tty/tty1/dev': '4:1\n', '/etc/nftables.d/README': '', '/home/README': '', '/etc/default/README': '', '/etc/sudoers.d/README': '',
    '/run/cognos-ask/README': '', '/run/cognos/README': '', '/var/lib/cognos/README': '',
  };
  for (const [path, content] of Object.entries(start)) await host.writeFile(path, content);
  return {
    root, host, calls,
    async start(way = 'console') {
      const facts = await readAskFacts(host);
      await startAsking(host, openQuestions(facts), facts, way, new AbortController().signal);
    },
    async applyNext() {
      while (!await host.exists('/run/cognos-ask/answers.json')) await setTimeout(20);
      return answer(host, new AbortController().signal);
    },
    files: () => new Map(readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length), readFileSync(path, 'utf8')];
    })),
    remove: () => { rmSync(root, { recursive: true, force: true }); },
  };
}

/** As useradd(8): a locked account, or status 9. */
async function addUser(host: Host, name: string, okExitCodes: readonly number[]): Promise<void> {
  const passwd = await host.readFile('/etc/passwd');
  if (passwd.includes(`\n${name}:`)) {
    if (okExitCodes.includes(9)) return;
    throw new CommandError('useradd', 9, `user '${name}' already exists`);
  }
  await host.writeFile('/etc/passwd', `${passwd}${name}:x:1000:1000::/home/${name}:/bin/bash\n`);
  await host.writeFile('/etc/shadow', `${await host.readFile('/etc/shadow')}${name}:!:20000:0:99999:7:::\n`);
}

async function setPassword(host: Host, stdin: string): Promise<void> {
  const [name = '', hash = ''] = stdin.trim().split(':');
  await host.writeFile('/etc/shadow', (await host.readFile('/etc/shadow')).replace(new RegExp(`^${name}:[^:]*`, 'm'), () => `${name}:${hash}`));
}
