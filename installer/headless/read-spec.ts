/** A FILE of the command line as bytes, or one sentence why not. */
import { RefusedError, exitCodes } from '../../shared/errors.ts';
import { localHost } from '../../shared/system/local-host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';

/** More than the reader accepts is enough for it to say "too large"; 100 MB need not be read for that. */
const specBytes = 2 * 1024 * 1024;

export async function readSpec(file: string, mostBytes = specBytes): Promise<GivenSpec> {
  try {
    return { file, bytes: await localHost.readBytes(file, mostBytes) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'is a folder, not a file' : code === 'EACCES' ? 'may not be read by this user' : String(error);
    throw new RefusedError([{ severity: 'error', code: 'unreadable', path: '', message: `${file}: ${why}` }], exitCodes.specRefused);
  }
}
