/** What an AMD GPU needs, by device id. Rows are ranges as AMD hands out ids; names and ids as in pci.ids. */
export interface AmdGeneration {
  name: string;
  /** `stable`: kernel 6.1 and firmware of February 2023 have it. `backports`: kernel 6.12 and firmware of 2025 are needed. */
  needs: 'stable' | 'backports' | 'nothing-helps';
  /** Compute only: no graphics units, so Mesa's Vulkan is not made for it. */
  instinct?: true;
}

const ranges: [first: number, last: number, generation: AmdGeneration][] = [
  [0x1114, 0x1114, { name: 'RDNA 3.5', needs: 'backports' }],
  [0x1300, 0x131f, { name: 'GCN', needs: 'nothing-helps' }],
  [0x13c0, 0x13c0, { name: 'RDNA 2', needs: 'backports' }],
  [0x1506, 0x1506, { name: 'RDNA 2', needs: 'backports' }],
  [0x150e, 0x150e, { name: 'RDNA 3.5', needs: 'backports' }],
  [0x1586, 0x1586, { name: 'RDNA 3.5', needs: 'backports' }],
  [0x15bf, 0x15c8, { name: 'RDNA 3', needs: 'backports' }],
  [0x15d8, 0x15e7, { name: 'Vega', needs: 'stable' }],
  [0x1636, 0x1638, { name: 'Vega', needs: 'stable' }],
  [0x163f, 0x163f, { name: 'RDNA 2', needs: 'stable' }],
  [0x164c, 0x164c, { name: 'Vega', needs: 'stable' }],
  [0x164d, 0x164e, { name: 'RDNA 2', needs: 'stable' }],
  [0x1681, 0x1681, { name: 'RDNA 2', needs: 'stable' }],
  [0x1900, 0x1901, { name: 'RDNA 3', needs: 'backports' }],
  // Bonaire, Hawaii and the Southern Islands are bound by the older `radeon` module, which has no Vulkan.
  [0x6600, 0x669f, { name: 'GCN', needs: 'nothing-helps' }],
  // Radeon VII and the first Instincts with 7 nm.
  [0x66a0, 0x66af, { name: 'Vega 20', needs: 'stable' }],
  [0x67a0, 0x67bf, { name: 'GCN', needs: 'nothing-helps' }],
  [0x67c0, 0x67ff, { name: 'Polaris', needs: 'stable' }],
  [0x6800, 0x683f, { name: 'GCN', needs: 'nothing-helps' }],
  [0x6860, 0x687f, { name: 'Vega', needs: 'stable' }],
  [0x6900, 0x69af, { name: 'GCN 3 or Vega', needs: 'stable' }],
  [0x6fdf, 0x6fdf, { name: 'Polaris', needs: 'stable' }],
  [0x7300, 0x730f, { name: 'GCN 3', needs: 'stable' }],
  [0x7310, 0x736f, { name: 'RDNA 1', needs: 'stable' }],
  [0x7388, 0x738f, { name: 'CDNA 1', needs: 'stable', instinct: true }],
  [0x73a0, 0x73ff, { name: 'RDNA 2', needs: 'stable' }],
  [0x7408, 0x7410, { name: 'CDNA 2', needs: 'stable', instinct: true }],
  [0x7420, 0x743f, { name: 'RDNA 2', needs: 'stable' }],
  [0x7440, 0x745f, { name: 'RDNA 3', needs: 'stable' }],
  // Navi 32: gc_11_0_3 firmware is in the backported package only.
  [0x7460, 0x747f, { name: 'RDNA 3', needs: 'backports' }],
  [0x7480, 0x749f, { name: 'RDNA 3', needs: 'stable' }],
  // gc_9_4_3 firmware is in the backported package only.
  [0x74a0, 0x74bf, { name: 'CDNA 3', needs: 'backports', instinct: true }],
  [0x7550, 0x759f, { name: 'RDNA 4', needs: 'backports' }],
  [0x75a0, 0x75bf, { name: 'CDNA 4', needs: 'nothing-helps', instinct: true }],
];

/** Undefined for an id that no row has: the device is newer than this table or very old. */
export function amdGeneration(device: string): AmdGeneration | undefined {
  const id = Number.parseInt(device, 16);
  return ranges.find(([first, last]) => id >= first && id <= last)?.[2];
}

/** No AMD GPU with an id from 0x4000 to 0x65ff or from 0x6700 to 0x679f, or from 0x9000, has a Vulkan driver. */
export const isTooOld = (device: string): boolean => /^(4|5|6[0-5]|67[0-9]|68|9)/.test(device);
