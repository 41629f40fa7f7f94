import type { Handler, StepOf } from '../../shared/plan/step.ts';

/** Wiped first so that a repeated run converges: mkfs.xfs and mkswap refuse or warn about what is there. */
export const formatVolume: Handler<'format-volume'> = async (step, { host, signal }) => {
  await host.run('wipefs', ['--all', '--quiet', step.device], { signal });
  const [tool, args] = command(step);
  await host.run(tool, args, { signal });
};

function command({ fs, device, fsLabel: label, uuid }: StepOf<'format-volume'>): [tool: string, args: string[]] {
  switch (fs) {
    // FAT32 whatever the size (UEFI 2.10, 13.3); its volume id is 32 bits.
    case 'vfat': return ['mkfs.vfat', ['-F', '32', '-n', label, '-i', uuid.replaceAll('-', ''), device]];
    case 'ext4': return ['mkfs.ext4', ['-q', '-F', '-L', label, '-U', uuid, device]];
    case 'xfs': return ['mkfs.xfs', ['-q', '-f', '-L', label, '-m', `uuid=${uuid}`, device]];
    case 'swap': return ['mkswap', ['--label', label, '--uuid', uuid, device]];
  }
}
