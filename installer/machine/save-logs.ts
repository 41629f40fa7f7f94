/** Journal, log and the kernel's words into one folder, for someone who has to find out why. */
import type { Host } from '../../shared/system/host.ts';
import { liveJournal, liveLog } from '../paths.ts';

/**
 * @param into where `to` is, when that is another place than the live system: a volume that no link leads out of
 * @returns where they are
 */
export async function saveLogs(host: Host, to: string, signal: AbortSignal, into: Host = host): Promise<string> {
  const folder = `${to}/cognos-logs`;
  await into.makeDirectory(folder, { mode: 0o700 });
  for (const path of [liveJournal, liveLog]) {
    if (await host.exists(path)) await into.writeFile(`${folder}/${path.split('/').pop() ?? ''}`, await host.readFile(path), { mode: 0o600 });
  }
  await into.writeFile(`${folder}/kernel.log`, await host.run('dmesg', [], { signal }), { mode: 0o600 });
  return folder;
}
