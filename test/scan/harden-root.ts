/**
 * The controls of a profile applied to a root by the code that first boot applies them with. Started by scan-root.ts in an
 * enclosure: node harden-root.ts ROOT PROFILE. Prints what is still not so, as JSON.
 */
import type { PartContext } from '../../shared/harden/action.ts';
import { openBackups } from '../../shared/harden/backups.ts';
import { profiles, type HardenFacts, type Profile } from '../../shared/harden/control.ts';
import { controls } from '../../shared/harden/controls/index.ts';
import { kernelLine } from '../../shared/harden/kernel-line.ts';
import { grubDefaults, grubMenu } from '../../installer/planner/boot-menu.ts';
import { findAction } from '../../firstboot/harden/actions/index.ts';
import { hardenControls } from '../../firstboot/harden/harden-controls.ts';
import type { Host } from '../../shared/system/host.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { targetHost } from '../../shared/system/target-host.ts';

export interface Unfinished { id: string; why: string }

const [root = '', name = ''] = process.argv.slice(2);
const profile = profiles.find((known): known is Profile => known === name);
if (root === '' || profile === undefined) throw new Error('usage: harden-root.ts ROOT PROFILE');

/** A server as the installer leaves it: one person with a key, ssh let in, nothing excepted. */
const facts: HardenFacts = {
  profile, exceptions: [], skip: [], allow: [{ name: 'ssh', port: 22, protocol: 'tcp', from: [] }], keyLogin: true, people: ['ada'],
  updates: { automatic: 'security', reboot: 'never' },
};
const target = targetHost(localHost, root);
/** The kernel's knobs and mounts belong to the machine that the tests run on; only those of this network are ours to turn. */
const isForeign = (path: string): boolean => (path.startsWith('/proc/sys/') && !path.startsWith('/proc/sys/net/')) || path === '/proc/self/mounts';
const host: Host = {
  ...target,
  readFile: async (path) => {
    if (isForeign(path)) throw Object.assign(new Error(`ENOENT: ${path} is the test machine's`), { code: 'ENOENT' });
    return target.readFile(path);
  },
  exists: async (path) => !isForeign(path) && await target.exists(path),
  run: async (file, args, options) => {
    if (file === 'update-grub') return writeMenu();
    return file === 'sysctl' && !args.some((word) => word.startsWith('net.')) ? '' : target.run(file, args, options);
  },
};
/** The subvolumes of the layout that the installer makes unless asked for another. */
const volume = 'UUID=0b0e0000-0000-4000-8000-000000000000';
const fstab = `${[['/', '@'], ['/home', '@home'], ['/var/log', '@log']].map(([at, name]) => `${volume}\t${at}\tbtrfs\tsubvol=${name},compress=zstd\t0\t0`).join('\n')}\n`;
/** As the installer writes it; Debian's tool wants to find the disk that / is on. */
async function writeMenu(): Promise<string> {
  await target.writeFile('/boot/grub/grub.cfg', grubMenu({ layout: 'btrfs', root: volume, boot: { fs: 'btrfs', uuid: volume.slice('UUID='.length), folder: '/@/boot' }, kernel: '6.1.0-0-amd64', words: kernelLine(controls, facts) }), { mode: 0o600 });
  return '';
}
if (!await target.exists('/boot/grub/grub.cfg')) {
  await target.writeFile('/etc/default/grub', grubDefaults);
  await writeMenu();
}
if (!(await target.readFile('/etc/fstab').catch(() => '')).includes('subvol=@')) await target.writeFile('/etc/fstab', fstab);

const context: PartContext = { host, facts, findAction, warn: async () => undefined };
// What seals comes last, as in first boot.
const ordered = [...controls.filter(({ stage }) => stage !== 'seal'), ...controls.filter(({ stage }) => stage === 'seal')];
const results = await hardenControls(ordered, { backups: await openBackups(host), context });
process.stdout.write(JSON.stringify(results.filter(({ state }) => state === 'failed').map(({ id, why }): Unfinished => ({ id, why: why ?? '' }))));
