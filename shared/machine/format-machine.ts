import { escapeForTerminal } from '../errors.ts';
import { describeAccelerators } from './describe-accelerator.ts';
import { describeCpuFeatures } from './describe-cpu-features.ts';
import { describeContent, describeDisk } from './describe-disk.ts';
import { describeLink } from './describe-link.ts';
import { formatBinaryBytes } from './format-bytes.ts';
import type { Disk, Firmware, Machine, Nic } from './machine.ts';
import { wrap } from './wrap.ts';

const columns = 80;
const gutter = 14;

type Row = [name: string, text: string];

/** A machine for people, at most 80 columns wide, ending in a newline. Text of the hardware's own cannot drive a terminal. */
export function formatMachine(machine: Machine): string {
  const rows: Row[] = [
    ['Machine', nameMachine(machine)],
    ['Firmware', describeFirmware(machine)],
    ['CPU', describeCpu(machine)],
    ['', describeCpuFeatures(machine)],
    ['Memory', formatBinaryBytes(machine.memory.bytes)],
    ...numberRows('Disk', machine.disks.flatMap(describeDiskFully), 'none that could be seen'),
    ...numberRows('Network', machine.nics.map(describeNic), 'no card that could be seen'),
    ...numberRows('Accelerators', describeAccelerators(machine.accelerators), 'none: language models run on the CPU'),
    ['Medium', describeMedium(machine)],
    ...machine.unseen.map((sentence, index): Row => [index === 0 ? 'Not seen' : '', sentence]),
  ];
  return rows.map(formatRow).join('');
}

/** The name stands beside the first of its texts only. */
function numberRows(name: string, texts: string[], none: string): Row[] {
  return (texts.length > 0 ? texts : [none]).map((text, index) => [index === 0 ? name : '', text]);
}

function formatRow([name, text]: Row): string {
  const [first = '', ...rest] = wrap(escapeForTerminal(text), columns - gutter);
  return [`${name.padEnd(gutter)}${first}`, ...rest.map((line) => `${' '.repeat(gutter)}${line}`)].map((line) => `${line.trimEnd()}\n`).join('');
}

function nameMachine({ product, architecture, virtualisation }: Machine): string {
  const isNamedTwice = product.name?.toLowerCase().startsWith(product.vendor?.toLowerCase() ?? ' ');
  const name = [isNamedTwice ? undefined : product.vendor, product.name].filter(Boolean).join(' ') || 'unnamed';
  const kind = virtualisation === 'none' || virtualisation === 'unknown' ? '' : `, virtual (${virtualisation})`;
  return `${name}, ${architecture}${kind}${product.serial ? `, serial ${product.serial}` : ''}`;
}

const firmwareNames: Record<Firmware['kind'], string> = { uefi: 'UEFI', bios: 'BIOS', devicetree: 'device tree' };
const secureBoots: Record<Firmware['secureBoot'], string> = {
  enabled: 'Secure Boot on', disabled: 'Secure Boot off', 'setup-mode': 'Secure Boot in setup mode', unsupported: 'no Secure Boot',
};

function describeFirmware({ firmware, tpm }: Machine): string {
  return [
    `${firmwareNames[firmware.kind]}${firmware.bits ? ` ${firmware.bits}-bit` : ''}`,
    [firmware.vendor, firmware.version].filter(Boolean).join(' '),
    firmware.kind === 'uefi' ? secureBoots[firmware.secureBoot] : '',
    firmware.kind === 'uefi' && firmware.variablesWritable === false ? 'boot entries cannot be written' : '',
    tpm.present ? `TPM${tpm.version ? ` ${tpm.version}` : ''}` : 'no TPM',
  ].filter(Boolean).join(', ');
}

function describeCpu({ cpu }: Machine): string {
  const nodes = cpu.numa.length > 1 ? `, ${cpu.numa.length} NUMA nodes` : '';
  return `${cpu.model || cpu.vendor || 'unnamed'}, ${plural(cpu.sockets, 'socket')}, ${plural(cpu.cores, 'core')}, ${plural(cpu.threads, 'thread')}${nodes}`;
}

function describeDiskFully(disk: Disk): string[] {
  const pcie = disk.link ? ` on ${describeLink(disk.link)}` : '';
  const kind = `${disk.transport}${pcie}${disk.transport !== 'virtio' && disk.rotational ? ', rotating' : ''}`;
  const sectors = disk.logicalSectorBytes === 512 ? '' : `, ${disk.logicalSectorBytes}-byte sectors`;
  const paths = disk.paths ? `, ${disk.paths.length} paths (${disk.paths.join(' ')})` : '';
  return [
    `${disk.path}  ${describeDisk(disk)}, ${kind}${sectors}${paths}${disk.readOnly ? ', read-only' : ''}`,
    ...disk.isMedium ? ['  the medium this system was started from'] : [`  ${describeContent(disk) || 'nothing was found on it'}`],
    ...disk.uses.filter(({ kind: use }) => use !== 'medium').map(({ kind: use, detail }) => `  in use: ${use} ${detail}`),
  ];
}

function describeNic({ name, mac, driver, link, speedMbps, wireless }: Nic): string {
  const speed = speedMbps ? ` at ${speedMbps} Mbit/s` : '';
  return `${name}  ${mac}${driver ? `, ${driver}` : ''}${wireless ? ', wireless' : ''}, ${link ? `link up${speed}` : 'no link'}`;
}

function describeMedium({ medium }: Machine): string {
  if (!medium) return 'this system was not started from an install medium';
  const { image } = medium;
  return `${medium.label || 'unlabelled'} at ${medium.mountpoint}: ${image.architecture}, kernel ${image.kernel}, ${formatBinaryBytes(image.usedBytes)} to write`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
