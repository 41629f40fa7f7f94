/** How large a model the disk of this machine has room for. */
import type { Host } from '../../shared/system/host.ts';
import { modelsMount } from '../paths.ts';
import { findMounted } from '../steps/find-mounted.ts';

const gib = 1024 ** 3;
/** Where models lie on the system's own filesystem: for packages, logs and one upgrade. */
const systemShare = 2 * gib;

/** Bytes for one file. What lies in the folder already counts as free: it is the model, or gives way to it. */
export async function roomForModels(host: Host): Promise<number> {
  await host.makeDirectory(modelsMount, { mode: 0o755 });
  const [available = 0, used = 0] = [await sizeOf(host, 'df', ['--output=avail', '--block-size=1', modelsMount]), await sizeOf(host, 'du', ['--summarize', '--block-size=1', modelsMount])];
  return Math.max(0, available + used - (await isOwnFilesystem(host) ? 0 : systemShare));
}

/** A btrfs subvolume is a mount of its own, but shares its room with the root. */
async function isOwnFilesystem(host: Host): Promise<boolean> {
  const [root, models] = [await findMounted(host, '/'), await findMounted(host, modelsMount)];
  return models !== undefined && models.device !== root?.device;
}

async function sizeOf(host: Host, file: string, args: readonly string[]): Promise<number> {
  const text = (await host.run(file, args)).trim().split('\n').at(-1) ?? '';
  return Number(/^\s*(\d+)/.exec(text)?.[1] ?? 0);
}
