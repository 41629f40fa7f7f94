/** `cognos-firstboot send`: what cognos-report.timer runs while something is in the outbox. */
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import { emptyOutbox } from '../../shared/report/empty-outbox.ts';
import type { Host } from '../../shared/system/host.ts';
import { outboxPlaces } from '../paths.ts';
import { readReportTarget } from '../progress/asked-surfaces.ts';
import { readSpec } from '../read-spec.ts';

/** What is left, the timer comes back for; the unit stops the timer once nothing is. */
export async function sendCommand(host: Host, clock: () => Date, complain: (sentence: string) => void): Promise<ExitCode> {
  const asked = await readReportTarget(host, await readSpec(host));
  if (asked) {
    await emptyOutbox({ host, places: outboxPlaces, target: asked.target, clock, complain });
    return exitCodes.done;
  }
  // The spec does not ask for reports any more: nobody is left to tell.
  await host.remove(outboxPlaces.folder);
  await host.remove(outboxPlaces.retry);
  return exitCodes.done;
}
