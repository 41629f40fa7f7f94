/** Room for the whole file before its first byte: a disk that is full after an hour helps nobody. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { formatBytes } from '../../shared/machine/format-bytes.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';

/** For the filesystem's own needs, and for what else is written meanwhile. */
const marginBytes = 16 * 1024 ** 2;

export async function reserveSpace(host: Host, { path, bytes, folder }: { path: string; bytes: number; folder: string }): Promise<void> {
  const free = Number((await host.run('df', ['--output=avail', '--block-size=1', '--', folder])).trim().split('\n').at(-1));
  if (free < bytes + marginBytes) throw noSpace(path, bytes, free, folder);
  try {
    await host.run('fallocate', ['--length', String(bytes), '--', path]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await host.remove(path);
    if (/No space left|quota/i.test(error.stderr)) throw noSpace(path, bytes, free, folder);
    // A filesystem that cannot reserve: the file is there all the same, as long as it will be.
    if (!/not supported/i.test(error.stderr)) throw error;
    await host.run('truncate', [`--size=${bytes}`, '--', path]);
  }
}

function noSpace(path: string, bytes: number, free: number, folder: string): InstallerError {
  return new InstallerError({
    code: 'no-space', exitCode: exitCodes.failedResumable,
    message: `${path.split('/').at(-1)} needs ${formatBytes(bytes)} in ${folder}, and ${formatBytes(Math.max(0, free))} are free there`,
    action: 'Make room (`cognos-model list` and `cognos-model remove` help), or choose a smaller model.',
  });
}
