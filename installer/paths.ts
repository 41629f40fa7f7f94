/** Where things are in the live system and on the target (design.md, Paths). */
export const targetRoot = '/target';
/** For moments: the top level of a btrfs, and the root that an earlier run left. */
export const topMount = '/run/cognos/top';
export const previousMount = '/run/cognos/previous';
/** The image's own files, mounted read-only under the live system: what a copying install copies. */
export const layerRoot = '/run/cognos/base';
export const runFolder = '/run/cognos';
export const liveJournal = '/run/cognos/journal.jsonl';
export const liveLock = '/run/cognos/install.lock';
export const liveState = '/run/cognos/state.json';
/** Events for the receiver of the report that are not delivered yet; with the machine, they go. */
export const liveOutbox = { folder: '/run/cognos/outbox', retry: '/run/cognos/outbox-retry.json', lock: '/run/cognos/outbox.lock' } as const;
export const liveLog = '/var/log/cognos/installer.log';
/** On the target. */
export const targetModels = '/var/lib/cognos/models';
export const targetJournal = '/var/lib/cognos/install.jsonl';
export const targetReport = '/var/lib/cognos/report.json';
/** Package files that lie in the image and are not installed; as firstboot/paths.ts has it. */
export const carriedPackages = '/usr/share/cognos/packages';
export const targetSpec = '/etc/cognos/spec.yaml';
