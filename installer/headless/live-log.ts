import type { Host } from '../../shared/system/host.ts';
import { liveLog } from '../paths.ts';

/** Lines with their time in the live system's log. The first that cannot be written is said once; nothing ends by it. */
export async function openLiveLog(host: Host, complain: (text: string) => void): Promise<(line: string) => Promise<void>> {
  let isBroken = false;
  const giveUp = (error: unknown): void => {
    if (!isBroken) complain(`cognos: warning: ${liveLog} cannot be written (${error instanceof Error ? error.message : String(error)}); going on without it\n`);
    isBroken = true;
  };
  await host.makeDirectory('/var/log/cognos', { mode: 0o750 }).catch(giveUp);
  return (line) => host.appendFile(liveLog, `${new Date().toISOString()} ${line}\n`).catch(giveUp);
}
