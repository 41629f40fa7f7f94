/** The preseed file that the kernel line names, as debian-installer would get it; undefined where it names none. */
import { createHash } from 'node:crypto';
import { isPreseed } from '../../preseed/is-preseed.ts';
import { mergeKernelLine, readKernelLine } from '../../preseed/read-kernel-line.ts';
import { preseedBytes } from '../../preseed/read-preseed.ts';
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { mediumMountpoint } from '../../shared/machine/probe-medium.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';

const fetched = '/run/cognos/preseed.cfg';

export async function findPreseed(host: Host, words: readonly string[]): Promise<GivenSpec | undefined> {
  const line = readKernelLine(words.join(' '));
  const { url, file, checksum } = line;
  if (url === undefined && file === undefined) return undefined;
  const named = words.some((word) => /^preseed\/(url|file)=/.test(word)) || line.auto;
  const found = url === undefined ? await fromFile(host, file ?? '') : await fromUrl(host, url);
  // `url=` and `file=` are words of other programs, too; cloud-init takes a #cloud-config from there.
  if (!isPreseed(found.bytes)) {
    if (!named) return undefined;
    throw failure(`${found.file} does not look like a preseed file`, 'Give a file of lines with owner, question, type and value, or a #cloud-config as ds=nocloud.');
  }
  if (checksum !== undefined && createHash('md5').update(found.bytes).digest('hex') !== checksum.toLowerCase()) throw failure(`${found.file} has another MD5 checksum than the kernel line says`, 'Correct the checksum or the file and start again.');
  return mergeKernelLine(found.bytes, found.file, line);
}

/** The address may hold a password, so it is not on a command line. */
async function fromUrl(host: Host, url: string): Promise<GivenSpec> {
  const shown = url.replace(/\/\/[^/@]*@/, '//');
  if (!/^(https?|ftp|tftp):\/\//.test(url) || /[\s"\\\p{Cc}]/u.test(url)) throw failure(`The preseed file cannot be fetched from ${shown}`, 'Give an address by https, http, ftp or tftp.');
  const config = `url = "${url}"\noutput = "${fetched}"\n`;
  try {
    await waitForNetwork(host);
    await host.makeDirectory('/run/cognos');
    await host.run('curl', ['--disable', '--config', '-', '--fail', '--silent', '--show-error', '--location', '--proto', '=https,http,ftp,tftp', '--max-redirs', '5', '--retry', '5', '--retry-connrefused', '--retry-delay', '3', '--max-time', '60', '--max-filesize', String(preseedBytes)], { stdin: config });
    return { file: shown, bytes: await host.readBytes(fetched, preseedBytes + 1) };
  } catch (error) {
    throw failure(`The preseed file ${shown} could not be fetched: ${error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error)}`, 'Check the address and the network, and start again.', error);
  } finally {
    await host.remove(fetched);
  }
}

/** Nothing else of a medium without user-data waits for an address; one that does not come is curl's to say. */
async function waitForNetwork(host: Host): Promise<void> {
  try {
    await host.run('systemctl', ['start', 'systemd-networkd-wait-online.service']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
  }
}

/** /cdrom is what debian-installer calls the medium. */
async function fromFile(host: Host, file: string): Promise<GivenSpec> {
  const path = file.replace(/^file:\/\//, '').replace(/^\/cdrom(?=\/)/, mediumMountpoint);
  if (!path.startsWith('/') || path.split('/').includes('..')) throw failure(`${file} is no path of a preseed file`, 'Give an absolute path, such as /cdrom/preseed.cfg for a file on this medium.');
  try {
    return { file: path, bytes: await host.readBytes(path, preseedBytes + 1) };
  } catch (error) {
    throw failure(`There is no preseed file ${path}`, 'Put it onto the medium and name it as /cdrom/preseed.cfg, or give it by preseed/url.', error);
  }
}

function failure(message: string, action: string, cause?: unknown): InstallerError {
  return new InstallerError({ code: 'no-preseed', message, action, exitCode: exitCodes.specRefused, cause });
}
