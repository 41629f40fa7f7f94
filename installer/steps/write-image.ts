import type { Handler } from '../../shared/plan/step.ts';

/**
 * The system, block for block: only the ranges in use, at the disk's own speed, nothing is decompressed.
 * The image's UUID is on every CognOS medium, so the copy gets its own before anything mounts it: two
 * filesystems with one UUID in one machine corrupt each other (btrfs(5), "device scanning").
 */
export const writeImage: Handler<'write-image'> = async (step, { host, signal, onProgress }) => {
  await host.run('wipefs', ['--all', '--quiet', step.device], { signal });
  await host.copyRanges(step.image, step.device, step.ranges, {
    signal,
    onProgress: (done) => { onProgress({ fraction: done / step.bytes, bytes: { done, total: step.bytes } }); },
  });
  await host.run('btrfstune', ['-f', '-M', step.uuid, step.device], { signal });
  // The kernel knows this device by the image's UUID since the write; it must learn the new one.
  await host.run('btrfs', ['device', 'scan', '--forget'], { signal, okExitCodes: [0, 1] });
  await host.run('udevadm', ['trigger', '--settle', '--action=change', '--name-match', step.device], { signal });
};
