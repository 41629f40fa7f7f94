/** A plan as a person reads it: the disk first, because that is what can be lost. */
import { escapeForTerminal, formatFinding } from '../../shared/errors.ts';
import { formatDrivers } from '../../shared/drivers/format-drivers.ts';
import { formatBytes } from '../../shared/machine/format-bytes.ts';
import type { DiskPicture, Plan } from '../../shared/plan/plan.ts';
import type { Step } from '../../shared/plan/step.ts';

export function formatPlan(plan: Plan): string {
  const { ai, disk, drivers, steps, keys, warnings } = plan;
  return [
    `Disk    ${escapeForTerminal(disk.title)} (${disk.path})`,
    `Why     ${escapeForTerminal(disk.reason)}`,
    '', `Before  everything here will be lost${disk.before.parts.some(({ kept }) => kept) ? ' but what is kept' : ''}`, ...picture(disk.before),
    '', 'After', ...picture(disk.after),
    '', `Model   ${escapeForTerminal(ai.reason)}`, ...(ai.agent?.reasons ?? []).map((reason) => escapeForTerminal(`        ${reason}`)),
    '', 'Drivers at first boot', ...formatDrivers(drivers).map((line) => escapeForTerminal(`  ${line}`)),
    '', `Steps   plan ${plan.hash.slice(0, 12)}`, ...steps.map((step, index) => `  ${String(index + 1).padStart(2)}. ${escapeForTerminal(describeStep(step))}`),
    '', 'Keys of the spec', ...keys.map(({ key, by, note }) => escapeForTerminal(`  ${key.padEnd(20)} ${by.padEnd(11)} ${note}`)),
    ...(warnings.length > 0 ? ['', ...warnings.map(formatFinding)] : []),
    '',
  ].join('\n');
}

function picture({ table, parts }: DiskPicture): string[] {
  if (parts.length === 0) return [table === 'none' ? '  nothing' : `  an empty ${table} partition table`];
  return parts.map(({ label, content, bytes, mountpoint, encrypted, kept }) =>
    escapeForTerminal(`  ${label.padEnd(16)} ${formatBytes(bytes).padStart(9)}  ${content}${encrypted ? ', encrypted' : ''}${kept ? ', kept' : ''}${mountpoint ? `  ${mountpoint}` : ''}`));
}

export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'check-disk': return `check that ${step.device} is still this disk`;
    case 'check-kept': return `check that ${step.device}, which is kept, is in order`;
    case 'partition-disk': return `write a GPT with ${step.partitions.length} partitions to ${step.device}`;
    case 'format-volume': return `make ${step.fs} "${step.fsLabel}" on ${step.device}`;
    case 'encrypt-volume': return `encrypt ${step.device} with LUKS2 and the passphrase`;
    case 'open-volume': return `open ${step.device} as /dev/mapper/${step.name}`;
    case 'add-key': return `let ${step.keyFile} open ${step.device} too`;
    case 'move-boot': return `move ${step.from} to ${step.device}, which is not encrypted`;
    case 'complete-initrd': return `let the initrd of ${step.kernel} ask for the passphrase`;
    case 'write-image': return `write ${formatBytes(step.bytes)} of the system image to ${step.device}`;
    case 'prepare-subvolumes': return `make the subvolumes ${[step.root, ...step.subvolumes].join(', ')}`;
    case 'mount': return `mount ${step.device} at ${step.at}`;
    case 'copy-system': return `copy ${step.files} files, ${formatBytes(step.bytes)}, to ${step.to}`;
    case 'write-file': return `write ${step.path}, mode ${step.mode.toString(8).padStart(4, '0')}`;
    case 'link': return `link ${step.path} to ${step.to}`;
    case 'protect': return `apply ${step.controls.length} control${step.controls.length === 1 ? '' : 's'} of ${step.group}: ${step.controls.map(({ id }) => id).join(', ')}`;
    case 'create-user': return `create the user ${step.name}${step.groups.length > 0 ? ` in ${step.groups.join(', ')}` : ''}${step.authorizedKeys.length > 0 ? ` with ${step.authorizedKeys.length} ssh key${step.authorizedKeys.length === 1 ? '' : 's'}` : ''}${step.password ? '' : ', no password'}`;
    case 'create-group': return `create the group ${step.name}${step.members.length > 0 ? ` with ${step.members.join(', ')}` : ''}`;
    case 'install-bootloader': return `make ${step.device} bootable by ${step.biosCoreImage ? 'BIOS and UEFI' : 'UEFI'}`;
  }
}
