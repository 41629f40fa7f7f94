/** The recorded machines with accelerators, and for what none was recorded machines by what the resolver looks at. Ids as in pci.ids. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Accelerator } from '../../../shared/machine/accelerator.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import { readMachine } from '../../../shared/machine/read-machine.ts';

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

function recorded(name: string): Promise<Machine> {
  return readMachine(readFileSync(join(import.meta.dirname, `../../fixtures/machines/${name}.json`), 'utf8'), name);
}

export const secure = (from: Machine): Machine => ({ ...from, firmware: { ...from.firmware, secureBoot: 'enabled' } });

const nvidia = (name: string, device: string, bytes?: number): Part => ({ family: 'nvidia', name: `NVIDIA ${name}`, vendor: '10de', device, ...(bytes ? { memory: { bytes: bytes * gib, source: 'table' } } : {}) });
const amd = (name: string, device: string): Part => ({ family: 'amd', name: `AMD ${name}`, vendor: '1002', device });
const intel = (name: string, device: string, integrated = false): Part => ({ family: 'intel-gpu', name: `Intel ${name}`, vendor: '8086', device, integrated });
const vision = (family: Accelerator['family'], name: string, vendor: string, device: string): Part => ({ family, name, vendor, device, runs: 'vision' });
const usb = { kind: 'usb', address: '1-2' } as const;

export const machines = {
  'rtx-4090': await recorded('rtx-4090-workstation'),
  'h100-pair': await recorded('h100-server'),
  'rtx-5090': await recorded('rtx-5090'),
  'gtx-1070': await recorded('gtx-1070'),
  'gtx-780-kepler': await recorded('gtx-780'),
  'alder-lake': await recorded('alder-lake-laptop'),
  'l4-server': await recorded('nvme-server'),
  'graviton': await recorded('graviton'),
  'rtx-5080': machine([nvidia('GeForce RTX 5080', '2c02', 16)]),
  'gtx-680-kepler': machine([nvidia('GeForce GTX 680', '1180', 2)]),
  'gts-450-fermi': machine([nvidia('GeForce GTS 450', '0dc4', 1)]),
  'mi300x': await recorded('mi300x-server'),
  'rx-7900-xtx': machine([amd('Radeon RX 7900 XTX', '744c')]),
  'rx-9070': machine([amd('Radeon RX 9070', '7550')]),
  'rx-unknown': machine([amd('GPU 1002:7fff', '7fff')]),
  'arc-a770': await recorded('arc-a770'),
  'arc-b580': machine([intel('Arc B580', 'e20b')]),
  'uhd-630': machine([intel('UHD Graphics 630', '3e92', true)]),
  'meteor-lake': await recorded('meteor-lake-npu'),
  'coral-usb-before': await recorded('coral-usb-unloaded'),
  'coral-usb-after': await recorded('coral-usb'),
  'coral-m2': machine([vision('coral', 'Coral M.2 Accelerator', '1ac1', '089a')]),
  'hailo-8-arm': await recorded('hailo-8-arm'),
  'gaudi-and-sticks': machine([vision('gaudi', 'Intel Gaudi 2', '1da3', '1020'), { ...vision('neural-compute-stick', 'Neural Compute Stick 2', '03e7', '2485'), id: 'usb-1-2', bus: usb }, vision('hailo', 'Hailo-10H', '1e60', '45c4')]),
  'rtx-4090-arm': machine([nvidia('GeForce RTX 4090', '2684', 24)], { architecture: 'aarch64' }),
  'none-4gib': await recorded('plain-4gib'),
  'passthrough-vm': machine([nvidia('L40S', '26b9', 48)], { virtualisation: 'kvm' }),
  'mixed': machine([intel('UHD Graphics 770', '4680', true), nvidia('GeForce RTX 3060', '2504', 12), amd('Radeon RX 7800 XT', '747e')]),
  'kepler-and-arc': machine([nvidia('GeForce GTX 680', '1180', 2), intel('Arc A770', '56a0')]),
} satisfies Record<string, Machine>;
