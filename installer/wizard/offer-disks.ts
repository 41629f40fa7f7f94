/** Every disk as a person chooses among them: what it is, what is on it, and why it cannot be taken if it cannot. */
import { escapeForTerminal, type Finding } from '../../shared/errors.ts';
import { describeDisk } from '../../shared/machine/describe-disk.ts';
import type { Disk, Machine } from '../../shared/machine/machine.ts';
import type { DiskOffer, LocalFinding } from '../../shared/protocol/snapshot.ts';
import { unusable } from '../planner/choose-disk.ts';
import { pictureBefore } from '../planner/disk-picture.ts';
import { keepableModels } from '../planner/kept-models.ts';
import { sizeLayout } from '../planner/size-layout.ts';

export function offerDisks(machine: Machine): DiskOffer[] {
  return machine.disks.map((disk) => {
    const { path, serial, wwn, bytes, transport, rotational } = disk;
    const refusal = refuse(disk, machine);
    return {
      path, name: serial ?? wwn ?? path, title: describeDisk(disk), bytes, transport, rotational,
      ...(serial === undefined ? {} : { serial }), ...(wwn === undefined ? {} : { wwn }),
      contents: contentsOf(disk), ...modelsOn(disk), ...(refusal ? { refusal } : {}),
    };
  });
}

function modelsOn(disk: Disk): Pick<DiskOffer, 'models'> {
  const found = keepableModels(disk);
  return found ? { models: found.path } : {};
}

function contentsOf(disk: Disk): DiskOffer['contents'] {
  const systems = disk.content ? [disk.content.os] : disk.partitions.map(({ content }) => content?.os);
  return pictureBefore(disk).parts.map(({ label, content, bytes }, index) => {
    const os = systems[index];
    return { label: escapeForTerminal(label), content: escapeForTerminal(content), bytes, ...(os === undefined ? {} : { os: escapeForTerminal(os) }) };
  });
}

function refuse(disk: Disk, machine: Machine): LocalFinding | undefined {
  const why = unusable(disk);
  const title = describeDisk(disk);
  if (why) return finding(why.code, `${title} ${why.reason}`, { disk: title, ...why.values });
  const small = tooSmall(disk, machine);
  return small && finding(small.code, small.message, { disk: title, ...small.values });
}

/** Even without a model: which one there is room for is the AI screen's to say. */
function tooSmall(disk: Disk, machine: Machine): Finding | undefined {
  if (!machine.medium) return undefined;
  const verdict = sizeLayout({ disk, machine, storage: {}, layout: 'btrfs', image: machine.medium.image });
  return 'refusal' in verdict ? verdict.refusal : undefined;
}

function finding(code: string, message: string, values: Record<string, string | number>): LocalFinding {
  return { severity: 'error', code, path: 'cognos.storage.disk', message, values, section: 'storage' };
}
