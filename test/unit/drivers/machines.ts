/** Machines by what the resolver looks at: architecture, Secure Boot and accelerators. Ids as in pci.ids. */
import type { Accelerator } from '../../../shared/machine/accelerator.ts';
import type { Machine } from '../../../shared/machine/machine.ts';

const gib = 1024 ** 3;
type Part = Pick<Accelerator, 'family' | 'name' | 'vendor' | 'device'> & Partial<Accelerator>;

function machine(accelerators: Part[], more: Partial<Machine> = {}): Machine {
  return {
    version: 1, provenance: { kind: 'documented', note: 'for the driver resolver' }, architecture: 'x86_64',
    firmware: { kind: 'uefi', bits: 64, secureBoot: 'disabled' }, tpm: { present: false }, virtualisation: 'none', product: {},
    cpu: { vendor: 'GenuineIntel', model: 'any', flags: [], sockets: 1, cores: 8, threads: 16, numa: [], features: [] },
    memory: { bytes: 64 * gib }, disks: [], nics: [], pci: [], usb: [], unseen: [],
    accelerators: accelerators.map((part, index) => ({
      id: `pci-0000:0${index + 1}:00.0`, bus: { kind: 'pci' as const, address: `0000:0${index + 1}:00.0`, class: '030000' }, integrated: false,
      memory: { unknown: 'no driver' }, runs: 'llm' as const, why: '', ...part,
    })),
    ...more,
  };
}

export const secure = (from: Machine): Machine => ({ ...from, firmware: { ...from.firmware, secureBoot: 'enabled' } });

const nvidia = (name: string, device: string, bytes?: number): Part => ({ family: 'nvidia', name: `NVIDIA ${name}`, vendor: '10de', device, ...(bytes ? { memory: { bytes: bytes * gib, source: 'table' } } : {}) });
const amd = (name: string, device: string): Part => ({ family: 'amd', name: `AMD ${name}`, vendor: '1002', device });
const intel = (name: string, device: string, integrated = false): Part => ({ family: 'intel-gpu', name: `Intel ${name}`, vendor: '8086', device, integrated });
const vision = (family: Accelerator['family'], name: string, vendor: string, device: string): Part => ({ family, name, vendor, device, runs: 'vision' });
const usb = { kind: 'usb', address: '1-2' } as const;

export const machines = {
  'rtx-4090': machine([nvidia('GeForce RTX 4090', '2684', 24)]),
  'h100-pair': machine([nvidia('H100', '2330', 80), nvidia('H100', '2330', 80)]),
  'rtx-5090': machine([nvidia('GeForce RTX 5090', '2b85', 32)]),
  'gtx-1070': machine([nvidia('GeForce GTX 1070', '1b81', 8)]),
  'gtx-680-kepler': machine([nvidia('GeForce GTX 680', '1180', 2)]),
  'gts-450-fermi': machine([nvidia('GeForce GTS 450', '0dc4', 1)]),
  'mi300x': machine([amd('Instinct MI300X', '74a1')]),
  'rx-7900-xtx': machine([amd('Radeon RX 7900 XTX', '744c')]),
  'rx-9070': machine([amd('Radeon RX 9070', '7550')]),
  'rx-unknown': machine([amd('GPU 1002:7fff', '7fff')]),
  'arc-a770': machine([intel('Arc A770', '56a0')]),
  'arc-b580': machine([intel('Arc B580', 'e20b')]),
  'uhd-630': machine([intel('UHD Graphics 630', '3e92', true)]),
  'meteor-lake': machine([intel('Arc Graphics (Meteor Lake)', '7d55', true), vision('intel-npu', 'Intel NPU (Meteor Lake)', '8086', '7d1d')]),
  'coral-usb-before': machine([{ ...vision('coral', 'Coral USB Accelerator (before its firmware)', '1a6e', '089a'), id: 'usb-1-2', bus: usb }]),
  'coral-usb-after': machine([{ ...vision('coral', 'Coral USB Accelerator', '18d1', '9302'), id: 'usb-1-2', bus: usb }]),
  'coral-m2': machine([vision('coral', 'Coral M.2 Accelerator', '1ac1', '089a')]),
  'hailo-8-arm': machine([vision('hailo', 'Hailo-8', '1e60', '2864')], { architecture: 'aarch64', firmware: { kind: 'devicetree', secureBoot: 'unsupported' } }),
  'gaudi-and-sticks': machine([vision('gaudi', 'Intel Gaudi 2', '1da3', '1020'), { ...vision('neural-compute-stick', 'Neural Compute Stick 2', '03e7', '2485'), id: 'usb-1-2', bus: usb }, vision('hailo', 'Hailo-10H', '1e60', '45c4')]),
  'rtx-4090-arm': machine([nvidia('GeForce RTX 4090', '2684', 24)], { architecture: 'aarch64' }),
  'none-4gib': machine([], { memory: { bytes: 4 * gib }, virtualisation: 'kvm' }),
  'passthrough-vm': machine([nvidia('L40S', '26b9', 48)], { virtualisation: 'kvm' }),
  'mixed': machine([intel('UHD Graphics 770', '4680', true), nvidia('GeForce RTX 3060', '2504', 12), amd('Radeon RX 7800 XT', '747e')]),
  'kepler-and-arc': machine([nvidia('GeForce GTX 680', '1180', 2), intel('Arc A770', '56a0')]),
} satisfies Record<string, Machine>;
