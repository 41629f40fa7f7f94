/** The medium's own kernel and initrd with a second archive behind it, which puts the benchmark into the live system. */
import { copyFileSync, createReadStream, createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { guestFolder, repository } from './places.ts';

const guestPath = '/usr/local/lib/bench';
const service = '/etc/systemd/system/cognos-live.service.d';

/** Writes `initrd` from the medium's; `specs` are user-data files by name. */
export async function makeGuestInitrd(mediumInitrd: string, initrd: string, specs: Record<string, string>): Promise<void> {
  const tree = `${initrd}.tree`;
  rmSync(tree, { recursive: true, force: true });
  const extras = join(tree, 'bench');
  await fillExtras(join(extras, guestPath), specs);
  mkdirSync(join(extras, service), { recursive: true });
  writeFileSync(join(extras, service, 'bench.conf'), `[Service]\nExecStart=\nExecStart=/bin/bash ${guestPath}/bench.sh\n`);
  mkdirSync(join(tree, 'scripts'));
  writeFileSync(join(tree, 'scripts/cognos'), bootScript());
  const archive = `${initrd}.cpio`;
  await execa('sh', ['-c', 'find . | cpio --create --format=newc --quiet > "$1"', 'sh', archive], { cwd: tree });
  // The kernel unpacks archives one after another; a later file replaces an earlier one of the same name.
  await pipeline(createReadStream(mediumInitrd), createWriteStream(initrd));
  await pipeline(createReadStream(archive), createWriteStream(initrd, { flags: 'a' }));
  rmSync(tree, { recursive: true });
  rmSync(archive);
}

/** initramfs-tools calls mount_bottom when the live root is there and not yet started. */
function bootScript(): string {
  const text = readFileSync(join(repository, 'installer/medium/initrd/scripts/cognos'), 'utf8');
  const changed = text.replace(/^mount_bottom\(\) .*$/m, 'mount_bottom() { cp -a /bench/. "$rootmnt/"; }');
  if (changed === text) throw new Error('scripts/cognos has no mount_bottom() to replace');
  return changed;
}

/** unsquashfs is not on the medium: it comes with its own loader and libraries, whatever Debian this machine has. */
async function fillExtras(folder: string, specs: Record<string, string>): Promise<void> {
  mkdirSync(join(folder, 'lib'), { recursive: true });
  copyFileSync(join(guestFolder, 'bench.sh'), join(folder, 'bench.sh'));
  copyFileSync('/usr/bin/unsquashfs', join(folder, 'unsquashfs'));
  const { stdout } = await execa('ldd', ['/usr/bin/unsquashfs']);
  for (const [, library = ''] of stdout.matchAll(/(\/\S+) \(0x/g)) {
    copyFileSync(library, library.includes('ld-linux') ? join(folder, 'ld.so') : join(folder, 'lib', basename(library)));
  }
  for (const [name, text] of Object.entries(specs)) writeFileSync(join(folder, `${name}.yaml`), text, { mode: 0o600 });
}
