/** Journal, log and the kernel's words into one folder, for someone who has to find out why. */
import type { Host } from '../../shared/system/host.ts';
import { liveJournal, liveLog } from '../paths.ts';

/** @returns where they are */
export async function saveLogs(host: Host, to: string, signal: AbortSignal): Promise<string> {
  const folder = `${to}/cognos-logs`;
  await host.makeDirectory(folder, { mode: 0o700 });
  for (const path of [liveJournal, liveLog]) {
    if (await host.exists(path)) await host.writeFile(`${folder}/${path.split('/').pop() ?? ''}`, await host.readFile(path), { mode: 0o600 });
  }
  await host.writeFile(`${folder}/kernel.log`, await host.run('dmesg', [], { signal }), { mode: 0o600 });
  return folder;
}
