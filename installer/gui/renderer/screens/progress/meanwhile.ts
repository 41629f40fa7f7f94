/** Which short text stands beside the bar: one that belongs to what runs now, and another after a while when that takes long. Pure. */

const texts = {
  disk: ['check', 'table', 'identity'],
  system: ['image', 'settings', 'debian', 'power'],
  settings: ['keys', 'updates', 'userData'],
  protect: ['profile', 'undo'],
  boot: ['secureBoot', 'firstBoot'],
} as const;
type Topic = keyof typeof texts;
export type MeanwhileText = { [T in Topic]: `${T}.${(typeof texts)[T][number]}` }[Topic];

const topics = new Map(Object.entries<Topic>({
  'check-disk': 'disk', 'check-kept': 'disk', 'partition-disk': 'disk', 'format-volume': 'disk', mount: 'disk',
  'write-image': 'system', 'copy-system': 'system', 'prepare-subvolumes': 'system',
  'write-file': 'settings', link: 'settings', 'create-user': 'settings', 'create-group': 'settings',
  protect: 'protect', 'install-bootloader': 'boot',
}));
/** Enough to read one twice. */
const secondsEach = 20;

/** @param seconds that this kind of step has been running */
export function meanwhile(kind: string, seconds: number): MeanwhileText {
  const topic = topics.get(kind) ?? 'system';
  const own = texts[topic];
  return `${topic}.${own[Math.floor(seconds / secondsEach) % own.length] ?? own[0]}` as MeanwhileText;
}

export const meanwhileTexts = Object.entries(texts).flatMap(([topic, names]) => names.map((name) => `${topic}.${name}`)) as MeanwhileText[];
