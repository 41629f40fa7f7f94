/** The signed APT repository on the medium: one flat pool, one suite. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { command } from './command.ts';
import { sign } from './signing-key.ts';
import type { SigningKey } from './signing-key.ts';

/** Fills `into` with pool/ and dists/bookworm/, ready to be named by a `deb [signed-by=…] file:…` line. */
export async function buildRepository(debs: readonly string[], key: SigningKey, into: string, epoch: number): Promise<void> {
  const dist = join(into, 'dists/bookworm');
  const index = join(dist, 'main/binary-amd64');
  await mkdir(join(into, 'pool'), { recursive: true });
  await mkdir(index, { recursive: true });
  for (const deb of [...debs].sort()) await cp(deb, join(into, 'pool', basename(deb)));
  const packages = await command('apt-ftparchive', ['packages', 'pool'], { cwd: into });
  await writeFile(join(index, 'Packages'), packages);
  await command('gzip', ['--keep', '--no-name', '-9', 'Packages'], { cwd: index });
  await writeFile(join(dist, 'Release'), await release(dist, epoch));
  await sign(key, 'inline', join(dist, 'Release'), join(dist, 'InRelease'));
  await sign(key, 'detached', join(dist, 'Release'), join(dist, 'Release.gpg'));
}

async function release(dist: string, epoch: number): Promise<string> {
  const fields = { Origin: 'CognOS', Label: 'CognOS', Suite: 'bookworm', Codename: 'bookworm', Architectures: 'amd64', Components: 'main' };
  const options = Object.entries(fields).flatMap(([name, value]) => ['-o', `APT::FTPArchive::Release::${name}=${value}`]);
  const text = await command('apt-ftparchive', [...options, 'release', '.'], { cwd: dist });
  return text.replace(/^Date: .*$/m, `Date: ${new Date(epoch * 1000).toUTCString().replace('GMT', '+0000')}`);
}
