/** One at a time: first boot and `cognos-model` write to the same files. Gone with its holder. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import type { Places } from './places.ts';

/** @returns how to let go. Throws (exit 75) when another one is at work. */
export async function takeModels(host: Host, { run }: Places): Promise<() => Promise<void>> {
  await host.makeDirectory(run, { mode: 0o755 });
  const lock = await host.lock(`${run}/models.lock`);
  if (lock) return () => lock.release();
  throw new InstallerError({
    code: 'already-running', exitCode: exitCodes.alreadyRunning,
    message: 'First boot or another cognos-model is at work on the models',
    action: 'Wait for it; `cognos-firstboot status` shows what first boot does.',
  });
}
