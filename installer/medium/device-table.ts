import type { Range } from './used-ranges.ts';

const sector = 512;

/**
 * A device-mapper table that puts the file system together over `system.img` without copying it: a linear target for
 * every used range, zeros between. `@IMAGE@` stands for the loop device, known only when booted.
 */
export function deviceTable(ranges: readonly Range[], bytes: number): string {
  const lines: string[] = [];
  let at = 0;
  let packed = 0;
  for (const [offset, length] of ranges) {
    if (offset > at) lines.push(`${at / sector} ${(offset - at) / sector} zero`);
    lines.push(`${offset / sector} ${length / sector} linear @IMAGE@ ${packed / sector}`);
    at = offset + length;
    packed += length;
  }
  if (at < bytes) lines.push(`${at / sector} ${(bytes - at) / sector} zero`);
  return `${lines.join('\n')}\n`;
}
