/** A copy of the target as the medium has it, with the scanners in it and one person, as the installer would leave it. */
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { aptSources } from '../../installer/medium/apt-sources.ts';
import { buildBase } from '../../installer/medium/base.ts';
import { chroot } from '../../installer/medium/chroot.ts';
import { command } from '../../installer/medium/command.ts';
import { lockFolder } from '../../installer/medium/lock-folder.ts';
import { buildFolder, repository } from '../../installer/medium/places.ts';
import { buildRoot } from '../../installer/medium/root.ts';
import { Stages } from '../../installer/medium/stage.ts';
import { scanFolder } from './places.ts';

/** In the root, for they look at it from within. ssh-audit looks from without. */
const scanners = ['openscap-scanner', 'lynis'];

/** A fresh root to harden and to scan; whatever was there is gone. */
export async function freshRoot(name: string): Promise<string> {
  const pristine = await pristineRoot();
  const root = join(scanFolder, name);
  await rm(root, { recursive: true, force: true });
  await command('cp', ['--archive', '--reflink=auto', pristine, root]);
  return root;
}

async function pristineRoot(): Promise<string> {
  const folder = join(buildFolder, 'medium');
  await mkdir(folder, { recursive: true });
  const unlock = await lockWhenFree(folder);
  try {
    const stages = new Stages(folder);
    const epoch = Number(await command('git', ['-C', repository, 'log', '-1', '--format=%ct']));
    const base = await buildBase(stages, await buildRoot(stages, await aptSources(), epoch), epoch);
    await mkdir(scanFolder, { recursive: true });
    return join(await new Stages(scanFolder).run('pristine', { base, scanners, person }, (into) => makePristine(base, join(into, 'root'))), 'root');
  } finally {
    await unlock();
  }
}

/** A medium may be building; it leaves the same root behind. */
async function lockWhenFree(folder: string): ReturnType<typeof lockFolder> {
  for (let left = 60; ; left -= 1) {
    try {
      return await lockFolder(folder);
    } catch (error) {
      if (left === 0) throw error;
      await setTimeout(10_000);
    }
  }
}

/** Their key, for those who try to log in, is /var/cache/ada-key in the root. */
const person = 'ada';

async function makePristine(base: string, root: string): Promise<void> {
  await command('cp', ['--archive', '--reflink=auto', base, root]);
  const debs = await downloadInto(root);
  await chroot(root, ['sh', '-c', `dpkg --install ${debs.map((deb) => `/var/cache/${deb}`).join(' ')} && rm /var/cache/*.deb`]);
  // As the installer does it: a key, a password, administration.
  await chroot(root, ['sh', '-eu', '-c', `
    useradd --create-home --shell=/bin/bash ${person}
    usermod --append --groups sudo ${person}
    echo '${person}:$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7' | chpasswd --encrypted
    ssh-keygen -q -A
    install -d -m 700 -o ${person} -g ${person} /home/${person}/.ssh
    ssh-keygen -q -t ed25519 -N '' -f /var/cache/${person}-key
    install -m 600 -o ${person} -g ${person} /var/cache/${person}-key.pub /home/${person}/.ssh/authorized_keys
  `]);
}

/** By the machine's apt, its sources and proxies, but for what the root has: exactly what is missing there. */
async function downloadInto(root: string): Promise<string[]> {
  const cache = join(scanFolder, 'debs');
  await rm(cache, { recursive: true, force: true });
  await mkdir(join(cache, 'partial'), { recursive: true });
  await command('apt-get', [
    '-o', `Dir::State::status=${join(root, 'var/lib/dpkg/status')}`, '-o', `Dir::Cache::archives=${cache}`, '-o', 'APT::Sandbox::User=root',
    'install', '--download-only', '--no-install-recommends', '--yes', '--quiet', ...scanners,
  ]);
  const debs = (await readdir(cache)).filter((name) => name.endsWith('.deb'));
  for (const deb of debs) await cp(join(cache, deb), join(root, 'var/cache', deb));
  return debs;
}
