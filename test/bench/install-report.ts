/** The guest's figures as the tables of issue 2, "Speed and memory". */
import { compare, seconds, type Figure } from './figure.ts';
import { figureOf, stepSeconds, type GuestResults } from './guest-results.ts';
import { figureTable, markdownTable } from './table.ts';

const floor1Steps = ['sfdisk', 'mkfs', 'mount', 'unsquashfs', 'grub-install', 'update-initramfs', 'umount', 'sync'];

export interface Circumstances {
  where: string;
  others: readonly (readonly [what: string, share: number])[];
}

export function installReport(results: GuestResults, { where, others }: Circumstances): string {
  const meanwhile = others.filter(([what]) => /^(ours|floor)/.test(what)).map(([what, share]) => `${what} ${Math.round(share * 100)} %`);
  const megabytes = (key: string): string => `${Math.round(figureOf(results, key) / 1e6)} MB`;
  return [
    `Measured in: ${where}. One run, every measurement on a blank disk of its own with the page cache dropped before it. `
    + `The image's used bytes: ${megabytes('image.bytes')}; the same root as squashfs (zstd): ${megabytes('root.squashfs.bytes')}. `
    + 'Ours counts from the confirmed plan to the end of the program, with everything a default install has beside its root '
    + '(ESP, swap, models filesystem, both boot loaders); floor 1 makes a root and nothing else.',
    `Share of the machine's processors that other work took meanwhile: ${meanwhile.join(', ')}.`,
    figureTable([...ratios(results), ...memory(results)]),
    ...['btrfs', 'ext4'].map((layout) => `## Steps of our ${layout} install\n\n${markdownTable(['step', 'seconds'], stepSeconds(results, layout).map(([id, value]) => [id, value.toFixed(1)]))}`),
    `## Floor 1\n\n${markdownTable(['command', 'seconds'], floor1Steps.map((step) => [step, figureOf(results, `floor1.${step}`).toFixed(1)]))}`,
  ].map((part) => `${part.trimEnd()}\n`).join('\n');
}

function ratios(results: GuestResults): Figure[] {
  const ours = (layout: string): number => figureOf(results, `ours.${layout}`);
  const floor2 = ['before', 'after'].map((when) => figureOf(results, `floor2.${when}`));
  const floor1 = { floor: figureOf(results, 'floor1'), format: seconds, against: 'floor 1: by hand, ext4' };
  return [
    compare({ what: 'btrfs-root install', measured: ours('btrfs'), ...floor1, most: 0.35 }),
    compare({ what: 'writing the root', measured: writing(results), floor: Math.min(...floor2), format: seconds, against: `floor 2: dd of the image's used bytes, the faster of ${floor2.map(seconds).join(' and ')}`, most: 1.3 }),
    compare({ what: 'ext4-root install', measured: ours('ext4'), ...floor1, most: 1.1 }),
  ];
}

function writing(results: GuestResults): number {
  const step = stepSeconds(results, 'btrfs').find(([id]) => id.startsWith('write-'));
  if (!step) throw new Error('the journal of the btrfs install has no step that writes the image');
  return step[1];
}

function memory(results: GuestResults): Figure[] {
  const guest = `${Math.round(figureOf(results, 'memoryKiB') / 1024)} MiB usable in the guest`;
  return ['btrfs', 'ext4'].map((layout) => {
    const peak = figureOf(results, `ours.${layout}.peakKiB`) * 1024 / 1e6;
    return { what: `engine, peak resident memory, ${layout} install (${guest})`, measured: `${peak.toFixed(0)} MB`, limit: '150 MB', met: peak <= 150 };
  });
}
