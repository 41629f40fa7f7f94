/** The partitions of the installed disk against the plan that its own report keeps. */
import type { DiskPicture } from '../../shared/plan/plan.ts';
import type { Check } from './check-installed-system.ts';
import type { Vm } from './vm.ts';

interface Block { partlabel: string | null; size: number; fstype: string | null }

export async function compareWithPlan(vm: Vm): Promise<Check[]> {
  const report = JSON.parse(await vm.ssh('sudo -n cat /var/lib/cognos/report.json')) as { plan: { disk: { after: DiskPicture } } };
  const { blockdevices } = JSON.parse(await vm.ssh('lsblk --json --list --bytes --output PARTLABEL,SIZE,FSTYPE')) as { blockdevices: Block[] };
  return report.plan.disk.after.parts.map(({ label, bytes, content, encrypted = false }) => {
    const block = blockdevices.find(({ partlabel }) => partlabel === label);
    // Encrypted swap has a new key at each start, and nothing that says what it is.
    const type = label === 'cognos-bios' || (encrypted && content === 'swap') ? null : encrypted ? 'crypto_LUKS' : content;
    const fits = block?.size === bytes && block.fstype === type;
    return { check: `plan: ${label}`, ok: fits, detail: block ? `${block.fstype ?? 'nothing'}, ${block.size} bytes` : 'is not there' };
  });
}
