/**
 * Volumes that bring user-data, as FAT images: NoCloud's, labelled cidata with user-data, meta-data and network-config
 * in its root, and OpenStack's config drive, labelled config-2 with the same below openstack/latest.
 */
import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Seed {
  userData: string;
  /** Default: an instance id alone. */
  metaData?: string;
  networkConfig?: string;
}

/** File names as cloud-init's NoCloud datasource asks for them. */
export function seedFiles({ userData, metaData, networkConfig }: Seed): Record<string, string> {
  return {
    'user-data': userData,
    'meta-data': metaData ?? 'instance-id: cognos-vm\n',
    ...(networkConfig !== undefined && { 'network-config': networkConfig }),
  };
}

/** File names as cloud-init's ConfigDrive datasource asks for them; it takes no metadata without a uuid. */
export function configDriveFiles({ userData }: Seed): Record<string, string> {
  return { 'user_data': userData, 'meta_data.json': JSON.stringify({ uuid: '7c6f2b0e-5d5c-4a4e-9a53-3f1f6f0c0d11', hostname: 'from-the-config-drive' }) };
}

export async function makeCidata(image: string, seed: Seed): Promise<void> {
  await makeVolume(image, 'cidata', '', seedFiles(seed));
}

export async function makeConfigDrive(image: string, seed: Seed): Promise<void> {
  await makeVolume(image, 'config-2', 'openstack/latest', configDriveFiles(seed));
}

/** @param label at most eleven letters, FAT's limit */
export async function makeVolume(image: string, label: string, below: string, content: Record<string, string | Uint8Array>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'seed-'));
  try {
    const files = Object.entries(content);
    for (const [name, text] of files) await writeFile(join(folder, name), text, { mode: 0o600 });
    await rm(image, { force: true });
    // mtools, because a build machine's kernel may lack vfat.
    const bytes = files.reduce((sum, [, each]) => sum + each.length, 0);
    await execa('mformat', ['-i', image, '-C', '-T', String(8192 + 2 * Math.ceil(bytes / 1024)), '-h', '64', '-s', '32', '-v', label, '::']);
    const levels = below.split('/').map((_, index, all) => `::${all.slice(0, index + 1).join('/')}`).filter((path) => path !== '::');
    if (levels.length > 0) await execa('mmd', ['-i', image, ...levels]);
    await execa('mcopy', ['-i', image, ...files.map(([name]) => join(folder, name)), `::${below}`]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
