/** The last look before the first write: is this still the disk that was chosen and confirmed? */
import { InstallerError, exitCodes } from '../../shared/errors.ts';
import type { Handler, StepOf } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';

/** Names move (sda<->sdb) between plan and install and on resume; serial, WWN and size do not. */
export const checkDisk: Handler<'check-disk'> = async (step, { host, signal }) => {
  for (const [what, planned, found] of differences(step, await look(host, step.device, signal))) {
    throw new InstallerError({
      code: 'disk-changed',
      message: `${step.device} is not the disk that was chosen: its ${what} is ${found || 'missing'}, the plan is for ${planned}`,
      action: 'Nothing was written. Plan again, so that the disk is chosen anew.',
      exitCode: exitCodes.failedForGood,
    });
  }
};

/** For what must not happen to another disk; a disk that cannot be looked at is not known to be the same. */
export async function isSameDisk(step: StepOf<'check-disk'>, host: Host): Promise<boolean> {
  return look(host, step.device).then((seen) => differences(step, seen).length === 0, () => false);
}

interface Seen { serial: string; wwn: string; bytes: number }

async function look(host: Host, device: string, signal?: AbortSignal): Promise<Seen> {
  const { blockdevices: [disk] } = JSON.parse(await host.run('lsblk', ['--json', '--bytes', '--nodeps', '--output', 'SERIAL,WWN,SIZE', device], { signal })) as
    { blockdevices: { serial: string | null; wwn: string | null; size: number }[] };
  return { serial: disk?.serial?.trim() ?? '', wwn: disk?.wwn?.trim() ?? '', bytes: disk?.size ?? 0 };
}

function differences(step: StepOf<'check-disk'>, seen: Seen): [what: string, planned: string, found: string][] {
  const rows: [string, string | undefined, string][] = [
    ['serial number', step.serial, seen.serial],
    ['WWN', step.wwn, seen.wwn],
    ['size in bytes', String(step.bytes), String(seen.bytes)],
  ];
  return rows.flatMap(([what, planned, found]) => (planned !== undefined && planned !== found ? [[what, planned, found]] : []));
}
