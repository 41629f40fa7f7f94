/** A NoCloud volume: a FAT image labelled cidata with user-data, meta-data and network-config in its root. */
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

export async function makeCidata(image: string, seed: Seed): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cidata-'));
  try {
    const files = Object.entries(seedFiles(seed));
    for (const [name, content] of files) await writeFile(join(folder, name), content, { mode: 0o600 });
    await rm(image, { force: true });
    // mtools, because a build machine's kernel may lack vfat.
    await execa('mformat', ['-i', image, '-C', '-T', '8192', '-h', '64', '-s', '32', '-v', 'cidata', '::']);
    await execa('mcopy', ['-i', image, ...files.map(([name]) => join(folder, name)), '::']);
  } finally {
    await rm(folder, { recursive: true });
  }
}
