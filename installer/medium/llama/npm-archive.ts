/** Archives from the npm registry, as this machine's npm is set up to reach it. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../command.ts';
import type { NpmArchive } from './sources.ts';

/** Unpacks a package into a new folder `into`, after its checksum was found to be the pinned one. */
export async function unpackArchive(archive: NpmArchive, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const work = await mkdtemp(`${into}.download-`);
  try {
    const file = join(work, await pack(archive, work));
    checkIntegrity(archive, await readFile(file));
    await command('tar', ['--extract', '--gzip', '--no-same-owner', '--strip-components=1', '--file', file, '--directory', into]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Throws unless the bytes are those that were pinned. */
export function checkIntegrity({ name, version, integrity }: NpmArchive, content: Buffer): void {
  const found = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  if (found !== integrity) throw new Error(`${name}@${version} is not the file that was pinned: its checksum is ${found}, expected ${integrity}`);
}

/** Runs in a folder without a package.json: what `npm pack` does there concerns the named package alone. */
async function pack({ name, version }: NpmArchive, work: string): Promise<string> {
  const text = await command('npm', ['pack', '--json', '--loglevel=error', `${name}@${version}`], { cwd: work });
  const [made] = JSON.parse(text) as { filename: string }[];
  if (made === undefined) throw new Error(`npm pack ${name}@${version} named no file`);
  return made.filename;
}
