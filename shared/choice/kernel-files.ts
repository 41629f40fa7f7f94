/** What the kernel is told because of the chosen model: compressed swap, and the order of requests to its disk. */

/** zram-generator.conf(5). @param bytes before compression */
export function zramFile(bytes: number): string {
  return `# Written by the CognOS installer.\n[zram0]\nzram-size = ${Math.round(bytes / 1024 ** 2)}\ncompression-algorithm = zstd\n`;
}

/** By the partition table, which names this disk whatever it is called after the next start. */
export function schedulerRule(scheduler: string, tableUuid: string): string {
  return `# Written by the CognOS installer.\nACTION=="add|change", SUBSYSTEM=="block", ENV{DEVTYPE}=="disk", ENV{ID_PART_TABLE_UUID}=="${tableUuid.toLowerCase()}", ATTR{queue/scheduler}="${scheduler}"\n`;
}

export const zramPath = '/etc/systemd/zram-generator.conf';
export const schedulerPath = '/etc/udev/rules.d/60-cognos-scheduler.rules';
