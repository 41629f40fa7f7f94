/** `live.squashfs`: what the live system has over the target system's own files. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { command } from './command.ts';
import { normalise } from './deb.ts';
import { liveMasks } from './live-masks.ts';
import { here } from './places.ts';
import type { Stages } from './stage.ts';
import { fileDigest, treeDigest } from './tree-digest.ts';

const system = 'etc/systemd/system';
const enabled: [unit: string, target: string][] = [
  ['cognos-live.service', 'multi-user.target'],
  ['cognos-shell@tty2.service', 'getty.target'],
];

export async function buildLiveLayer(stages: Stages, liveDeb: string, epoch: number): Promise<string> {
  const script = await fileDigest(join(here, 'live-layer.ts'));
  const stage = await stages.run('live', { liveMasks, enabled, script, tree: await treeDigest(join(here, 'packages/cognos-live')) }, async (into) => {
    const root = join(into, 'root');
    await mkdir(root);
    await command('dpkg-deb', ['--extract', liveDeb, root]);
    await settings(root);
    await units(root);
    await normalise(root, epoch);
    await command('mksquashfs', [root, join(into, 'live.squashfs'), '-quiet', '-no-progress', '-all-root', '-noappend', '-comp', 'zstd', '-reproducible'],
      { env: { SOURCE_DATE_EPOCH: String(epoch) } });
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
