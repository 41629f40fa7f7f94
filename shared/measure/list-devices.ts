/** `llama-bench --list-devices`: "  Vulkan0: NVIDIA GeForce RTX 4090 (24564 MiB, 24000 MiB free)". */

export interface Device {
  /** `Vulkan0` */
  id: string;
  name: string;
  freeBytes: number;
}

/** Without software rasterisers, which are the CPU in disguise, and slower than it. */
export function parseDevices(text: string): Device[] {
  return [...text.matchAll(/^\s+(\w+): (.+) \(\d+ MiB, (\d+) MiB free\)$/gm)]
    .map(([, id = '', name = '', free]) => ({ id, name, freeBytes: Number(free) * 1024 ** 2 }))
    .filter(({ name }) => !/llvmpipe|lavapipe|swiftshader|softpipe/i.test(name));
}
