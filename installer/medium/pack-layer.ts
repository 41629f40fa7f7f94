import { command } from './command.ts';

/** A folder as a squashfs, byte for byte the same for the same files. Owners and modes are kept as they are. */
export async function packLayer(root: string, file: string, epoch: number): Promise<void> {
  await command('mksquashfs', [root, file, '-quiet', '-no-progress', '-noappend', '-comp', 'zstd', '-b', '256K', '-reproducible'],
    { env: { SOURCE_DATE_EPOCH: String(epoch) } });
}
