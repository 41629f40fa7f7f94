/**
 * The content that judges: CIS Debian 12 v1.1.0 as the ComplianceAsCode project writes it. Only Debian's sid has it, so
 * one .deb of it is taken by an apt with folders of its own (the machine's sources stay as they are), pinned by
 * digest. It is never shipped.
 */
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aptSources } from '../../installer/medium/apt-sources.ts';
import { command } from '../../installer/medium/command.ts';
import { fileDigest } from '../../installer/medium/tree-digest.ts';
import { scanFolder } from './places.ts';

const version = '0.1.82-1';
const sha256 = 'cfde145916f1f37ec96c0fe2a9ea5f44a2db0ee6f0a2dacfcf86534c0977755a';
const inside = 'usr/share/xml/scap/ssg/content/ssg-debian12-ds.xml';

/** Path of the data stream. */
export async function ssgContent(): Promise<string> {
  const folder = join(scanFolder, `ssg-${version}`);
  const content = join(folder, inside);
  if (await access(content).then(() => true, () => false)) return content;
  const deb = await download();
  const digest = await fileDigest(deb);
  if (digest !== sha256) throw new Error(`${deb} has sha256 ${digest}, not ${sha256}: it is not the content that the accepted failures were written for`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await command('dpkg-deb', ['--extract', deb, unfinished]);
  await rename(unfinished, folder);
  return content;
}

async function download(): Promise<string> {
  const folder = join(scanFolder, 'sid');
  for (const name of ['lists/partial', 'cache/archives/partial', 'parts']) await mkdir(join(folder, name), { recursive: true });
  const mirror = (await aptSources())[0]?.uri ?? 'http://deb.debian.org/debian';
  // Of sid for as long as it has this version; the archive of all versions has it for ever.
  const sources = [mirror, 'http://snapshot.debian.org/archive/debian/20260901T000000Z'];
  for (const [index, uri] of sources.entries()) {
    await writeFile(join(folder, 'sources.list'), `deb [check-valid-until=no] ${uri} sid main\n`);
    try {
      const options = [
        `Dir::Etc::sourcelist=${join(folder, 'sources.list')}`, `Dir::Etc::sourceparts=${join(folder, 'parts')}`, `Dir::State::lists=${join(folder, 'lists')}`,
        `Dir::Cache=${join(folder, 'cache')}`, 'Acquire::Languages=none', 'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false', 'APT::Sandbox::User=root',
      ].flatMap((option) => ['-o', option]);
      await command('apt-get', [...options, 'update', '--quiet']);
      await command('apt-get', [...options, 'download', `ssg-debian=${version}`], { cwd: folder });
      const deb = (await readdir(folder)).find((name) => name.startsWith('ssg-debian_') && name.endsWith('.deb'));
      if (deb !== undefined) return join(folder, deb);
    } catch (error) {
      if (index === sources.length - 1) throw error;
    }
  }
  throw new Error(`no mirror has ssg-debian ${version}`);
}
