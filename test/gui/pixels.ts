/** Pictures as pixels: how many of two pictures' differ, and where. Pure. */
export interface Pixels { width: number; height: number; /** RGBA, rows from the top. */ data: Uint8Array }

/** Of 255, in any channel: less is how palette-png.ts puts colours together, and how another processor rounds one. */
const leastDifference = 32;

export interface Difference {
  count: number;
  /** The first picture, faint, with what differs in red. */
  picture: Pixels;
}

/** Where one is larger, all that the other lacks differs. */
export function difference(before: Pixels, after: Pixels): Difference {
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const data = new Uint8Array(width * height * 4);
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [old, now] = [offset(before, x, y), offset(after, x, y)];
      const differs = old === undefined || now === undefined || isFar(before.data, old, after.data, now);
      if (differs) count += 1;
      data.set(differs ? [220, 0, 0, 255] : faint(before.data, old), (y * width + x) * 4);
    }
  }
  return { count, picture: { width, height, data } };
}

function offset({ width, height }: Pixels, x: number, y: number): number | undefined {
  return x < width && y < height ? (y * width + x) * 4 : undefined;
}

function isFar(before: Uint8Array, old: number, after: Uint8Array, now: number): boolean {
  for (let channel = 0; channel < 3; channel += 1) {
    if (Math.abs((before[old + channel] ?? 0) - (after[now + channel] ?? 0)) > leastDifference) return true;
  }
  return false;
}

function faint(data: Uint8Array, at: number): number[] {
  const grey = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
  const light = 200 + grey * 0.2;
  return [light, light, light, 255];
}
