/** How wide each part of a disk is drawn. To scale, except that what would be too thin to see gets a least width. Pure. */

export interface Scaled<Part> {
  part: Part;
  /** Percent of the drawing's width; all of them together are 100. */
  percent: number;
  /** Drawn wider than it is. */
  widened: boolean;
}

/** Percent of the width that a part needs to be seen and pointed at. */
export const leastPercent = 2.5;

export function scaleParts<Part extends { bytes: number }>(parts: readonly Part[], least: number = leastPercent): Scaled<Part>[] {
  const whole = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  if (whole === 0) return parts.map((part) => ({ part, percent: 100 / parts.length, widened: true }));
  const floor = Math.min(least, 100 / parts.length);
  const widened = findWidened(parts, whole, floor);
  const rest = parts.reduce((sum, part) => (widened.has(part) ? sum : sum + part.bytes), 0);
  const room = 100 - widened.size * floor;
  return parts.map((part) => (widened.has(part) ? { part, percent: floor, widened: true } : { part, percent: room * part.bytes / rest, widened: false }));
}

/** Widening some narrows the others, which may make them too thin in turn: again until none is. */
function findWidened<Part extends { bytes: number }>(parts: readonly Part[], whole: number, floor: number): Set<Part> {
  const widened = new Set<Part>();
  for (;;) {
    const room = 100 - widened.size * floor;
    const rest = parts.reduce((sum, part) => (widened.has(part) ? sum : sum + part.bytes), 0);
    const thin = parts.filter((part) => !widened.has(part) && part.bytes * room / (rest || whole) < floor);
    if (thin.length === 0 || widened.size + thin.length >= parts.length) return thin.length === 0 ? widened : keepLargest(parts, widened, thin);
    for (const part of thin) widened.add(part);
  }
}

/** One part takes what is left, so that the widths still add up. */
function keepLargest<Part extends { bytes: number }>(parts: readonly Part[], widened: Set<Part>, thin: readonly Part[]): Set<Part> {
  const largest = parts.reduce((most, part) => (part.bytes > most.bytes ? part : most));
  return new Set([...widened, ...thin].filter((part) => part !== largest));
}
