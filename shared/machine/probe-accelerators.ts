import type { Accelerator } from './accelerator.ts';
import { findModel, findPciFamily, findUsbFamily } from './accelerator-table.ts';
import { assessPci, assessUsb } from './assess-accelerator.ts';
import type { AcceleratorFacts } from './assess-accelerator.ts';
import type { PciDevice, UsbDevice } from './machine.ts';
import { namePciDevices } from './name-pci-device.ts';
import { probePcieLink } from './probe-pcie-link.ts';
import { readNumber, readText } from './view.ts';
import type { View } from './view.ts';

const pciFolder = '/sys/bus/pci/devices';
const usbFolder = '/sys/bus/usb/devices';

/** Accelerators among the devices, from sysfs alone: no driver, no network, no root. */
export async function probeAccelerators(view: View, pci: readonly PciDevice[], usb: readonly UsbDevice[]): Promise<Accelerator[]> {
  const cards = pci.filter(findPciFamily);
  const names = await namePciDevices(view, cards.filter(({ vendor, device }) => !findModel(vendor, device)));
  const found = await Promise.all([
    ...cards.map(async (card) => assessPci(card, { ...await probeCard(view, card, pci), name: names.get(`${card.vendor}:${card.device}`) })),
    ...usb.filter(findUsbFamily).map(async (stick) => assessUsb(stick, { speedMbps: await readNumber(view, `${usbFolder}/${stick.address}/speed`) })),
  ]);
  return found.filter((each) => each !== undefined);
}

async function probeCard(view: View, card: PciDevice, pci: readonly PciDevice[]): Promise<AcceleratorFacts> {
  const folder = `${pciFolder}/${card.address}`;
  const bridges = await findOwnBridges(view, card, pci);
  const node = await readNumber(view, `${folder}/numa_node`);
  return {
    // -1 is the kernel's "no node".
    numaNode: node !== undefined && node >= 0 ? node : undefined,
    link: await probePcieLink(view, `${pciFolder}/${bridges[0] ?? card.address}`),
    ...card.vendor === '1002' ? await askAmdgpu(view, card, folder) : {},
    ...card.vendor === '8086' ? await askIntel(view, card, folder) : {},
  };
}

/**
 * The bridges on the card itself, from the slot inwards: those of the card's own maker below the root port. AMD's and
 * Intel's cards put the GPU behind a switch of their own, and the GPU then reports the link inside the card
 * (amdgpu_device_partner_bandwidth in the kernel skips it for the same reason).
 */
async function findOwnBridges(view: View, card: PciDevice, pci: readonly PciDevice[]): Promise<string[]> {
  const path = (await view.host.readLink(`${pciFolder}/${card.address}`))?.split('/') ?? [];
  const belowRoot = path.filter((part) => /^[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/.test(part)).slice(1, -1);
  const isOwn = (address: string): boolean => pci.some((device) => device.address === address && device.vendor === card.vendor);
  return belowRoot.slice(belowRoot.findLastIndex((address) => !isOwn(address)) + 1);
}

/** board_info is hidden on processors with graphics (amdgpu_board_attrs_is_visible); their "VRAM" is a part of the RAM. */
async function askAmdgpu(view: View, { driver }: PciDevice, folder: string): Promise<AcceleratorFacts> {
  if (driver !== 'amdgpu') return {};
  const bytes = await readNumber(view, `${folder}/mem_info_vram_total`);
  const isCard = await view.host.exists(`${folder}/board_info`);
  return {
    ...isCard ? { integrated: false } : {},
    ...bytes !== undefined && bytes > 0 ? { memory: { bytes, source: 'amdgpu: mem_info_vram_total' } } : {},
  };
}

async function askIntel(view: View, { driver }: PciDevice, folder: string): Promise<AcceleratorFacts> {
  const windowBytes = readWindow(await readText(view, `${folder}/resource`));
  if (driver !== 'xe') return { windowBytes };
  const tiles = (await view.host.list(folder)).filter((name) => /^tile\d+$/.test(name));
  const sizes = await Promise.all(tiles.map((tile) => readNumber(view, `${folder}/${tile}/physical_vram_size_bytes`)));
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return bytes > 0 ? { windowBytes, memory: { bytes, source: 'xe: physical_vram_size_bytes' } } : { windowBytes };
}

/** Line 3 of `resource` is BAR 2: "0x00000040… 0x00000043… 0x000000000014220c", first and last address and flags. */
function readWindow(resource: string | undefined): number | undefined {
  const [, first, last] = /^(0x[0-9a-f]+) (0x[0-9a-f]+) /.exec(resource?.split('\n')[2] ?? '') ?? [];
  const bytes = first && last ? Number(BigInt(last) - BigInt(first)) + 1 : 0;
  return bytes > 1 ? bytes : undefined;
}
