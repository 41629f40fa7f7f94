/** `live.squashfs`: what the live system has over the target system's own files, but for the packages of gui/gui-layer.ts. */
import { chmod, chown, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { uiUser, withUser } from './accounts.ts';
import type { AccountFiles } from './accounts.ts';
import { command } from './command.ts';
import { normalise } from './deb.ts';
import { liveMasks } from './live-masks.ts';
import { packLayer } from './pack-layer.ts';
import { here } from './places.ts';
import type { Stages } from './stage.ts';
import { fileDigest } from './tree-digest.ts';

const system = 'etc/systemd/system';
const enabled: [unit: string, target: string][] = [
  ['cognos-live.service', 'multi-user.target'],
  ['cognos-attended.service', 'multi-user.target'],
  ['cognos-shell@tty2.service', 'getty.target'],
];

export interface LiveLayer { debs: readonly string[]; base: string; epoch: number }

export async function buildLiveLayer(stages: Stages, { debs, base, epoch }: LiveLayer): Promise<string> {
  const code = await Promise.all(['live-layer.ts', 'pack-layer.ts'].map((file) => fileDigest(join(here, file))));
  const accounts = withUser(await readAccounts(base), uiUser);
  const stage = await stages.run('live', { liveMasks, enabled, code, accounts, debs: await Promise.all(debs.map(fileDigest)) }, async (into) => {
    const root = join(into, 'root');
    await mkdir(root);
    for (const deb of debs) await command('dpkg-deb', ['--extract', deb, root]);
    await settings(root);
    await units(root);
    await normalise(root, epoch);
    await writeAccounts(root, accounts);
    await packLayer(root, join(into, 'live.squashfs'), epoch);
  });
  return join(stage, 'live.squashfs');
}

async function settings(root: string): Promise<void> {
  await writeFile(join(root, 'etc/hostname'), 'cognos-live\n');
  await writeFile(join(root, 'etc/hosts'), '127.0.0.1 localhost\n127.0.1.1 cognos-live\n::1 localhost ip6-localhost ip6-loopback\n');
  await writeFile(join(root, 'etc/fstab'), '');
}

async function units(root: string): Promise<void> {
  const links = [
    ...liveMasks.map(([unit]) => [`${system}/${unit}`, '/dev/null'] as const),
    ...enabled.map(([unit, target]) => [`${system}/${target}.wants/${unit}`, `/usr/lib/systemd/system/${unit.replace(/@.*\./, '@.')}`] as const),
  ];
  for (const [path, to] of links) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await symlink(to, join(root, path));
  }
}

const accountFiles = ['passwd', 'group', 'shadow', 'gshadow'] as const;

async function readAccounts(base: string): Promise<AccountFiles> {
  const [passwd = '', group = '', shadow = '', gshadow = ''] = await Promise.all(accountFiles.map((file) => readFile(join(base, 'etc', file), 'utf8')));
  return { passwd, group, shadow, gshadow };
}

/** After `normalise`, which knows no files that others may not read. 42 is Debian's group shadow on every machine (base-passwd). */
async function writeAccounts(root: string, accounts: AccountFiles): Promise<void> {
  for (const file of accountFiles) {
    const path = join(root, 'etc', file);
    await writeFile(path, accounts[file]);
    const isHidden = file.endsWith('shadow');
    await chown(path, 0, isHidden ? 42 : 0);
    await chmod(path, isHidden ? 0o640 : 0o644);
  }
}
